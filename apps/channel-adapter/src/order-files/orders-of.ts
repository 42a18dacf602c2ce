import { orderFolder, type Folded } from '../domain/order-file/fold-orders.ts';
import type { ColumnPlan } from '../domain/order-file/guess-columns.ts';
import type { OrderFile } from './open-order-file.ts';

/** The orders and the refused rows of a file, in its order. */
export async function* ordersOf(file: OrderFile, plan: ColumnPlan): AsyncGenerator<Folded> {
  const folder = orderFolder(file.headers, plan);
  let rowNo = file.headerRows;
  for await (const cells of file.rows()) {
    rowNo += 1;
    yield* folder.take(cells, rowNo);
  }
  yield* folder.end();
}
