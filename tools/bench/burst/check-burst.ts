import { z } from 'zod';
import type { FinalState } from '../../../load-tests/checks/state.ts';
import { verdict, type Verdict } from '../../../load-tests/checks/verdict.ts';
import type { Placing } from './call-until-placed.ts';

const standing = z.object({ id: z.string(), no: z.string() });
const saved = z.object({ no: z.string(), times: z.coerce.number() });

/** What the callers were told against what stands in the databases. */
export async function checkBurst(state: FinalState, run: string, placings: readonly Placing[]): Promise<readonly Verdict[]> {
  const orders = await state.query('order', standing, `select id, platform_order_no as no from orders where platform_order_no like $1`, [
    `${run}-%`,
  ]);
  const bodies = await state.query(
    'channel-adapter',
    saved,
    `select subject as no, count(*) as times from raw_body where operation = 'placeOrder' and subject like $1 group by 1`,
    [`${run}-%`],
  );
  const byNumber = Map.groupBy(placings, ({ wish }) => wish.orderNo);
  const byKey = Map.groupBy(placings, ({ wish }) => wish.idempotencyKey);
  const idOf = new Map(orders.map(({ id, no }) => [no, id]));
  return [
    verdict(
      'every call was told its order',
      placings.filter(({ orderId }) => orderId === undefined),
      `${placings.length} calls`,
    ),
    verdict(
      'each order stands once',
      [...byNumber.keys()].filter((no) => orders.filter((order) => order.no === no).length !== 1),
      `${orders.length} stand of ${byNumber.size} asked for`,
    ),
    verdict(
      'each order was told with the id that stands',
      placings.filter(({ wish, orderId }) => orderId !== idOf.get(wish.orderNo)),
      `${idOf.size} ids`,
    ),
    verdict(
      'every answer of one key is the same',
      [...byKey.values()].filter((calls) => new Set(calls.map(({ told }) => told)).size !== 1),
      `${byKey.size} keys, up to ${Math.max(...[...byKey.values()].map((calls) => calls.length))} calls each`,
    ),
    verdict(
      'of the keys of one order one is told that it is new',
      [...byNumber.values()].filter(
        (calls) => new Set(calls.filter(({ duplicate }) => duplicate === false).map(({ wish }) => wish.idempotencyKey)).size !== 1,
      ),
      `${byNumber.size} numbers`,
    ),
    verdict(
      'one body of each order was kept',
      [...byNumber.keys()].filter((no) => bodies.find((body) => body.no === no)?.times !== 1),
      `${bodies.reduce((sum, { times }) => sum + times, 0)} bodies`,
    ),
  ];
}
