import { z } from 'zod';
import type { FinalState } from './state.ts';
import { verdict, type Verdict } from './verdict.ts';

const counted = z.object({ no: z.string(), times: z.coerce.number() });
const waiting = z.object({ waiting: z.coerce.number() });

/** Orders of the last run of k6: the warm-up placed some of its own before. */
const ofPartners = `shop_id = 'own-store' and split_part(platform_order_no, '-', 1) =
  (select max(split_part(platform_order_no, '-', 1)) from orders where shop_id = 'own-store' and platform_order_no like 'PD%')`;

/** Orders of partners that the warehouse has not handed to the carrier yet. */
export async function openOwnOrders(state: FinalState): Promise<readonly string[]> {
  const [open] = await state.query(
    'order',
    waiting,
    `select count(*) as waiting from orders o where ${ofPartners} and status not in ('OUTBOUND', 'SIGNED', 'CANCELLED', 'COMPLETED')`,
  );
  return (open?.waiting ?? 0) > 0 ? [`${open?.waiting} orders of partners`] : [];
}

/** What partners were told is placed stands once. An order whose caller heard no answer in time may stand too: it was kept first. */
export async function partnersOrdersStandOnce(
  state: FinalState,
  told: { readonly kept: number; readonly unanswered: number },
): Promise<readonly Verdict[]> {
  const rows = await state.query(
    'order',
    counted,
    `select platform_order_no as no, count(*) as times from orders where ${ofPartners} group by 1`,
  );
  const { kept, unanswered } = told;
  const fits = rows.length >= kept && rows.length <= kept + unanswered;
  return [
    verdict(
      'every order of a partner stands once',
      rows.filter(({ times }) => times !== 1),
      `${rows.length} orders`,
    ),
    verdict(
      'every order that a partner was told of stands, and none that nobody asked for',
      fits ? [] : [{ stand: rows.length, kept, unanswered }],
      `${rows.length} stand, ${kept} told, ${unanswered} without an answer`,
    ),
  ];
}
