import type { Asker, PagedQuestion } from '../data/question.ts';
import { OrdersPageDocument } from '../gql/graphql.ts';
import type { OrderFilter } from '../gql/graphql.ts';
import type { OrdersView } from './view.ts';
import { filterOf, sortOf } from './view-filter.ts';

const pageSize = 100;

// Columns are no question to the tower.
export const ordersKey = (view: OrdersView) => ['orders', { ...view, cols: null }] as const;

/** A window of a hundred rows of the view. */
export const ordersPage = async (
  ask: Asker,
  page: { readonly view: OrdersView; readonly filter: OrderFilter; readonly after: string | undefined },
) =>
  (await ask(OrdersPageDocument, { filter: page.filter, sort: sortOf(page.view), first: pageSize, after: page.after ?? null })).data.orders;

/** The first window, as the server of the page asks for it. */
export const ordersQuestion = (view: OrdersView): PagedQuestion => ({
  key: ordersKey(view),
  firstPage: (ask) => ordersPage(ask, { view, filter: filterOf(view, Date.now()), after: undefined }),
});
