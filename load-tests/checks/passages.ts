import { z } from 'zod';
import { changesOfTwins } from './changes-of-twins.ts';
import type { FinalState } from './state.ts';

const row = z.object({ no: z.string(), received: z.date(), sent: z.date().nullable(), shown: z.date().nullable() });

// `shown`: the first change of the twin that was committed after the fact it tells of.
const passagesSql = `
  with life as (
    select p.platform_order_no as no, f.order_id,
           min(f.received_at) filter (where f.type = 'hub.order.placed.v1') as received,
           min(f.recorded_at) filter (where f.type = 'hub.fulfilment.sent-to-warehouse.v1') as sent
    from fact f join platform_order p on p.order_id = f.order_id
    where p.platform_order_no = any($1) and f.type in ('hub.order.placed.v1', 'hub.fulfilment.sent-to-warehouse.v1')
    group by 1, 2)
  select l.no, l.received, l.sent, min(o.recorded_at) as shown
  from life l left join ${changesOfTwins} o on o.order_id = l.order_id and o.recorded_at >= l.sent
  where l.received is not null group by 1, 2, 3`;

/** One order's way: when the hub had its push, when it went to a warehouse, and when the twin showed that. */
export interface Passage {
  readonly no: string;
  readonly receivedAt: number;
  readonly sentAt: number | undefined;
  readonly shownAt: number | undefined;
}

export async function passagesOf(state: FinalState, platformNos: readonly string[]): Promise<readonly Passage[]> {
  const rows = await state.query('control-tower', row, passagesSql, [platformNos]);
  return rows.map(({ no, received, sent, shown }) => ({
    no,
    receivedAt: received.getTime(),
    sentAt: sent?.getTime(),
    shownAt: shown?.getTime(),
  }));
}

/** How many of these instants lie in each second from `beganAt` on, up to the last of them. */
export function perSecond(instants: readonly (number | undefined)[], beganAt: number): readonly number[] {
  const seconds = instants.flatMap((at) => (at === undefined ? [] : [Math.max(0, Math.floor((at - beganAt) / 1000))]));
  const counts = Array.from({ length: seconds.reduce((most, one) => Math.max(most, one + 1), 0) }, () => 0);
  for (const second of seconds) counts[second] = (counts[second] ?? 0) + 1;
  return counts;
}

/** The best mean over this many seconds in a row; of a shorter series, over all of it. */
export function bestMean(counts: readonly number[], seconds: number): number {
  const width = Math.min(seconds, counts.length);
  let best = 0;
  for (let start = 0; start + width <= counts.length && width > 0; start += 1)
    best = Math.max(best, counts.slice(start, start + width).reduce((sum, one) => sum + one, 0) / width);
  return best;
}
