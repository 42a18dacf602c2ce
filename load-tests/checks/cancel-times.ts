import { z } from 'zod';
import type { FinalState } from './state.ts';

const row = z.object({
  asked: z.date(),
  proposed: z.date().nullable(),
  frozen: z.date().nullable(),
  declined: z.date().nullable(),
  cancelled: z.date().nullable(),
});

// An order of several parts has several answers: it is frozen when the last warehouse has said so.
const timesSql = `
  select min(f.received_at) filter (where f.type = 'hub.channel.refund-requested.v1') as asked,
         min(f.recorded_at) filter (where f.type = 'hub.order.stop-proposed.v1') as proposed,
         max(f.recorded_at) filter (where f.type = 'hub.fulfilment.stop-confirmed.v1') as frozen,
         max(f.recorded_at) filter (where f.type = 'hub.fulfilment.stop-declined.v1') as declined,
         max(f.recorded_at) filter (where f.type = 'hub.order.cancelled.v1') as cancelled
  from fact f join platform_order p on p.order_id = f.order_id
  where p.platform_order_no = any($1) group by f.order_id
  having bool_or(f.type = 'hub.channel.refund-requested.v1')`;

/** Milliseconds from the push of a buyer's cancel to what came of it, of all orders that have both. */
export interface CancelTimes {
  readonly asked: number;
  readonly proposed: readonly number[];
  readonly frozen: readonly number[];
  readonly declined: readonly number[];
  /** Cancelled while no warehouse had the order yet: there was nothing to freeze. */
  readonly cancelledAtOnce: readonly number[];
  readonly cancelled: readonly number[];
}

export async function cancelTimes(state: FinalState, platformNos: readonly string[]): Promise<CancelTimes> {
  const rows = await state.query('control-tower', row, timesSql, [platformNos]);
  const since = (pick: (one: z.infer<typeof row>) => Date | null): readonly number[] =>
    rows.flatMap((one) => {
      const at = pick(one);
      return at === null ? [] : [at.getTime() - one.asked.getTime()];
    });
  return {
    asked: rows.length,
    proposed: since(({ proposed }) => proposed),
    frozen: since(({ frozen }) => frozen),
    declined: since(({ declined }) => declined),
    cancelledAtOnce: since(({ proposed, cancelled }) => (proposed === null ? cancelled : null)),
    cancelled: since(({ cancelled }) => cancelled),
  };
}
