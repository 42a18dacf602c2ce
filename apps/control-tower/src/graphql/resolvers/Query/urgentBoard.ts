import { pageSize } from '@orderloom/subgraph';
import { urgentBoard as readBoard } from '../../../persistence/boards/urgent-board.ts';
import type { TowerContext } from '../../context.ts';
import { shownPhrase } from '../../phrases.ts';

export async function urgentBoard(_parent: unknown, args: { readonly first?: number | null }, { pool, now }: TowerContext) {
  const board = await readBoard(pool, { first: pageSize(args.first ?? 20, 100), now });
  const items = board.items.map((item) => ({
    ...item,
    what: shownPhrase(item.what),
    order: item.orderId === '' ? null : { __typename: 'Order', id: item.orderId },
  }));
  return { ...board, items };
}
