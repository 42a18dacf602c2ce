import { z } from 'zod';
import { spreadOf, type Spread } from '../../tools/measure/spread.ts';
import { changesOfTwins } from './changes-of-twins.ts';
import type { FinalState } from './state.ts';

const row = z.object({ order_id: z.string(), type: z.string(), received: z.date(), recorded: z.date() });
const seen = z.object({ order_id: z.string(), seen: z.date() });

/** Milliseconds from one instant of an order's life to another, over all orders that have both. */
export interface Leg {
  readonly leg: string;
  readonly ms: Spread | undefined;
}

const fromPush = [
  ['order placed', 'hub.order.placed.v1'],
  ['stock locked', 'hub.inventory.stock-reserved.v1'],
  ['cleared for sourcing', 'hub.order.cleared-for-sourcing.v1'],
  ['sourced', 'hub.fulfilment.order-sourced.v1'],
  ['sent to warehouse', 'hub.fulfilment.sent-to-warehouse.v1'],
  ['accepted by warehouse', 'hub.fulfilment.warehouse-accepted.v1'],
] as const;

const fromOutbound = [
  ['waybill', 'hub.fulfilment.waybill-created.v1'],
  ['parcel dispatched', 'hub.fulfilment.parcel-dispatched.v1'],
  ['voucher in the ERP', 'hub.finance.voucher-posted.v1'],
  ['card to the customer', 'hub.messenger.message-sent.v1'],
  ['ship notice to the channel', 'hub.channel.ship-notice-sent.v1'],
] as const;

// Of facts of the same type the first one counts: an order of two parcels has its first waybill when the first is written.
const factsSql = `
  select f.order_id, f.type, min(f.received_at) as received, min(f.recorded_at) as recorded
  from fact f join platform_order p on p.order_id = f.order_id
  where p.platform_order_no = any($1) group by f.order_id, f.type`;

const seenSql = `
  select s.order_id, min(o.recorded_at) as seen
  from (select f.order_id, min(f.recorded_at) as sent from fact f join platform_order p on p.order_id = f.order_id
        where p.platform_order_no = any($1) and f.type = 'hub.fulfilment.sent-to-warehouse.v1' group by 1) s
  join ${changesOfTwins} o on o.order_id = s.order_id and o.recorded_at >= s.sent
  group by s.order_id`;

/** From the twin's own facts: receivedAt is when the hub had the push in hand, recordedAt when the owner of the fact committed it. */
export async function legsOf(state: FinalState, platformNos: readonly string[]): Promise<readonly Leg[]> {
  const orders = Map.groupBy(await state.query('control-tower', row, factsSql, [platformNos]), ({ order_id }) => order_id);
  const shown = new Map((await state.query('control-tower', seen, seenSql, [platformNos])).map((one) => [one.order_id, one.seen]));
  const lives = [...orders].map(([id, facts]) => ({ id, facts: new Map(facts.map((fact) => [fact.type, fact])) }));
  const since = (start: string, type: string): Spread | undefined =>
    spreadOf(lives.flatMap(({ facts }) => between(facts.get(start)?.received, facts.get(type)?.recorded)));
  return [
    ...fromPush.map(([leg, type]) => ({ leg: `push in -> ${leg}`, ms: since('hub.order.placed.v1', type) })),
    {
      leg: 'push in -> sent, in the twin',
      ms: spreadOf(lives.flatMap(({ id, facts }) => between(facts.get('hub.order.placed.v1')?.received, shown.get(id)))),
    },
    ...fromOutbound.map(([leg, type]) => ({ leg: `outbound told -> ${leg}`, ms: since('hub.fulfilment.outbound.v1', type) })),
  ];
}

function between(from: Date | undefined, to: Date | undefined): readonly number[] {
  return from === undefined || to === undefined ? [] : [to.getTime() - from.getTime()];
}
