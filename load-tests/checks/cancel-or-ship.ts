import { z } from 'zod';
import { ledger } from './ledger.ts';
import type { FinalState } from './state.ts';
import { verdict, type Verdict } from './verdict.ts';

const part = z.object({ code: z.string(), no: z.string(), status: z.string(), skus: z.array(z.string()) });
const refunded = z.object({ skus: z.array(z.string()) });
const open = z.object({ no: z.string(), state: z.string() });

const platforms = ['douyin', 'wechat-shop'] as const;

/** Judged by the books of the platforms and of the warehouse; from the hub only which delivery order belongs to which order. */
export async function neverCancelledAndShipped(state: FinalState): Promise<readonly Verdict[]> {
  const stopped = new Set((await ledger(state, 'qimen', 'cancelled')).map(({ key }) => key));
  const left = new Set((await ledger(state, 'qimen', 'outbound')).map(({ key }) => key));
  const tooLate = await ledger(state, 'qimen', 'cancel-refused');
  // A platform may pay back one line of an order while the other leaves.
  const paidBack = Map.groupBy((await Promise.all(platforms.map((name) => ledger(state, name, 'refunded')))).flat(), ({ key }) => key);
  const isPaidBack = (no: string, sku: string): boolean =>
    paidBack.get(no)?.some(({ data }) => refunded.parse(data).skus.includes(sku)) ?? false;
  const parts = await state.query(
    'order',
    part,
    `select p ->> 'fulfilmentOrderId' as code, o.platform_order_no as no, o.status, 
            array(select l ->> 'sku' from jsonb_array_elements(o.lines) l, jsonb_array_elements(p -> 'lines') u where u ->> 'lineNo' = l ->> 'lineNo') as skus
       from orders o, jsonb_array_elements(o.parts) p`,
  );
  const gone = parts.filter(({ code }) => left.has(code));
  return [
    verdict(
      'the warehouse shipped nothing that it had agreed to stop',
      [...stopped].filter((code) => left.has(code)),
      `${stopped.size} stopped, ${left.size} left, ${tooLate.length} asked too late`,
    ),
    verdict(
      'no order is both cancelled and shipped',
      gone.filter(({ status }) => status === 'CANCELLED').map(({ no, code }) => `${no}: ${code} left`),
      `${parts.filter(({ status }) => status === 'CANCELLED').length} delivery orders of cancelled orders`,
    ),
    verdict(
      'nobody got the money back and the goods too',
      gone.filter(({ no, skus }) => skus.some((sku) => isPaidBack(no, sku))).map(({ no, code }) => `${no}: paid back, ${code} left`),
      `${paidBack.size} orders paid back`,
    ),
  ];
}

/** Every wish to cancel came to an end: agreed, or given to a person because the goods had gone. None is lost between two systems. */
export async function everyCancelWasAnswered(state: FinalState): Promise<readonly Verdict[]> {
  const asked = new Set((await Promise.all(platforms.map((name) => ledger(state, name, 'refund-applied')))).flat().map(({ key }) => key));
  const taken = new Map(
    (
      await state.query(
        'order',
        open,
        'select o.platform_order_no as no, min(r.state) as state from refund r join orders o on o.id = r.order_id group by 1',
      )
    ).map((row) => [row.no, row.state]),
  );
  const waiting = await state.query('order', open, waitingSql);
  return [
    verdict(
      'every cancel that a platform told is in the hub',
      [...asked].filter((no) => !taken.has(no)),
      `${asked.size} asked`,
    ),
    verdict(
      'every cancel has an answer',
      waiting.map(({ no, state: stands }) => `${no} ${stands}`),
      `${taken.size} orders`,
    ),
  ];
}

const waitingSql = `
  select o.platform_order_no as no, r.state from refund r join orders o on o.id = r.order_id where r.state = 'REQUESTED'
  union all
  select o.platform_order_no as no, s.state from stop_proposal s join orders o on o.id = s.order_id where s.state = 'PROPOSED'`;

/** What cancels still have before them; the hub is not at rest while a buyer waits. */
export async function openCancels(state: FinalState): Promise<readonly string[]> {
  const waiting = await state.query('order', open, waitingSql);
  const answers = await state.query(
    'channel-adapter',
    open,
    `select platform_order_no as no, state from refund_answer where state in ('PLANNED', 'UNKNOWN')`,
  );
  return [
    ...(waiting.length > 0 ? [`${waiting.length} cancels without an answer`] : []),
    ...(answers.length > 0 ? [`${answers.length} answers to platforms`] : []),
  ];
}
