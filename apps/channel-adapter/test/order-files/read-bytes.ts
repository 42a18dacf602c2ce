import { guessColumns } from '../../src/domain/order-file/guess-columns.ts';
import type { HistoryOrder, RefusedRow } from '../../src/domain/order-file/history-order.ts';
import { ordersOf } from '../../src/order-files/orders-of.ts';
import { openOrderFile } from '../../src/order-files/open-order-file.ts';
import { isStrictUtf8, sourceOf } from '../../src/order-files/file-source.ts';

/** Reads a whole file as the import would: from bytes, in small blocks, with the columns that were guessed. */
export async function readBytes(bytes: Uint8Array): Promise<{
  readonly layout: string;
  readonly channel: string;
  readonly orders: readonly HistoryOrder[];
  readonly refused: readonly RefusedRow[];
}> {
  const source = sourceOf(Buffer.from(bytes), { utf8: isStrictUtf8(Buffer.from(bytes)), blockBytes: 7 });
  const file = await openOrderFile(source);
  const guess = guessColumns(file.headers);
  const orders: HistoryOrder[] = [];
  const refused: RefusedRow[] = [];
  for await (const item of ordersOf(file, guess)) {
    if (item.kind === 'order') orders.push(item.order);
    else refused.push(item.row);
  }
  return { layout: guess.layout, channel: guess.channel, orders, refused };
}

export const readText = (text: string): ReturnType<typeof readBytes> => readBytes(Buffer.from(text.replaceAll('⇥', '\t')));

/** The order in the words of the golden table. */
export function told(order: HistoryOrder | undefined): Readonly<Record<string, unknown>> {
  if (order === undefined) return {};
  const [line] = order.lines;
  return {
    no: order.platformOrderNo,
    state: order.state,
    paid: order.paid,
    createdAt: order.createdAt?.toISOString(),
    paidAt: order.paidAt?.toISOString(),
    quantity: order.lines.reduce((sum, each) => sum + each.quantity, 0),
    lines: order.lines.length,
    name: order.recipient?.name,
    phone: order.recipient?.phone,
    county: order.recipient?.county,
    lineNo: line?.lineNo,
    sku: line?.sku,
    title: line?.title,
    spec: line?.spec,
    refund: order.refund,
  };
}
