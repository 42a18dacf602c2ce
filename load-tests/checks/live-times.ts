import { z } from 'zod';
import { changesOfTwins } from './changes-of-twins.ts';
import type { FinalState } from './state.ts';
import { verdict, type Verdict } from './verdict.ts';

/** What enters the hub from outside, by who tells it. */
export const outsideFacts = {
  platform: ['hub.order.placed.v1', 'hub.channel.refund-requested.v1'],
  warehouse: ['hub.fulfilment.warehouse-progressed.v1', 'hub.fulfilment.outbound.v1'],
  carrier: ['hub.fulfilment.route-node-seen.v1'],
} as const;
export type Teller = keyof typeof outsideFacts;
export const tellers: readonly Teller[] = ['platform', 'warehouse', 'carrier'];

const row = z.object({ order_id: z.string(), type: z.string(), received: z.date(), recorded: z.date(), version: z.coerce.bigint() });

// A fact and the change of the twin that tells of it are written in one transaction: xmin joins them without a guess.
const factsSql = `
  select f.order_id, f.type, f.received_at as received, f.recorded_at as recorded, max(o.version) as version
  from fact f
  join platform_order p on p.order_id = f.order_id
  join ${changesOfTwins} o on o.order_id = f.order_id and o.written_by = f.xmin
  where p.platform_order_no = any($1) and f.type = any($2) and o.recorded_at <= $3
  group by f.order_id, f.event_id, f.type, f.received_at, f.recorded_at`;

export interface LiveTimes {
  /** Milliseconds from when the hub had the push in hand until a browser had the change. */
  readonly fromPush: Readonly<Record<Teller, readonly number[]>>;
  /** From the commit of the service that owns the fact. */
  readonly fromCommit: readonly number[];
  readonly facts: number;
  readonly verdicts: readonly Verdict[];
}

export interface Heard {
  /** Changes by order, in the order of their coming. */
  readonly arrivals: ReadonlyMap<string, readonly { readonly version: bigint; readonly at: number }[]>;
  /** Parcels move on when the run is over; what the twin changed after this was for nobody's ears. */
  readonly endedAt: number;
}

/** Joins each fact with the first message that carries its version or a later one: changes close together are told as one. */
export async function liveTimes(state: FinalState, platformNos: readonly string[], { arrivals, endedAt }: Heard): Promise<LiveTimes> {
  const facts = await state.query('control-tower', row, factsSql, [
    platformNos,
    tellers.flatMap((teller) => outsideFacts[teller]),
    new Date(endedAt),
  ]);
  const seen = facts.map((fact) => ({ ...fact, at: arrivals.get(fact.order_id)?.find(({ version }) => version >= fact.version)?.at }));
  const of = (teller: Teller): readonly number[] => {
    const types: readonly string[] = outsideFacts[teller];
    return seen.flatMap(({ type, received, at }) => (at === undefined || !types.includes(type) ? [] : [at - received.getTime()]));
  };
  return {
    fromPush: { platform: of('platform'), warehouse: of('warehouse'), carrier: of('carrier') },
    fromCommit: seen.flatMap(({ recorded, at }) => (at === undefined ? [] : [at - recorded.getTime()])),
    facts: facts.length,
    verdicts: [
      verdict(
        'every change was told at /live',
        facts.length === 0
          ? ['no fact from outside was found']
          : seen.filter(({ at }) => at === undefined).map(({ order_id, type, version }) => `${order_id} ${type} version ${version}`),
        `${facts.length} facts from outside, ${[...arrivals.values()].reduce((sum, all) => sum + all.length, 0)} messages`,
      ),
    ],
  };
}
