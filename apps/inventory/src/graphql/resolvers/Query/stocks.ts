import { decodeCursor, encodeCursor, pageSize } from '@orderloom/subgraph';
import type { InventoryContext } from '../../context.ts';
import { refuseTestKeys } from '../../refuse-test-keys.ts';

const LIST = 'stocks:sku';
const LARGEST = 200;

export async function stocks(
  _: unknown,
  args: { readonly first?: number | null; readonly after?: string | null; readonly search?: string | null },
  context: InventoryContext,
) {
  refuseTestKeys(context);
  const size = pageSize(args.first, LARGEST);
  const after = args.after == null ? undefined : String(decodeCursor(LIST, args.after, 1)[0]);
  const page = await context.queries.page({ size, after, search: args.search ?? '' });
  const nodes = page.rows.slice(0, size);
  const last = nodes.at(-1);
  return {
    nodes,
    pageInfo: { hasNextPage: page.rows.length > size, endCursor: last === undefined ? null : encodeCursor(LIST, [last.sku]) },
    totalCount: page.totalCount,
  };
}
