import { readFilter, type FilterDeps, type FlatFilter } from '../application/order-filter.ts';
import type { OrderListFilter } from '../application/ports.ts';
import type { TowerContext } from './context.ts';

// An empty list filters nothing; this names a shop that nobody has.
const noShop = '-';

/** The filter that a query gave, within what the viewer reaches. */
export function filterInput(
  context: FilterDeps & Pick<TowerContext, 'viewer'>,
  input: FlatFilter | null | undefined,
): Promise<OrderListFilter> {
  return readFilter({ ...context, phonesHidden: hidesPhones(context) }, { ...input, ...shopsInReach(context, input?.shops) });
}

// A key that may list orders but not open recipients would else learn whole phones by asking whether they are there.
function hidesPhones({ viewer }: Pick<TowerContext, 'viewer'>): boolean {
  return viewer.scopes !== undefined && !viewer.scopes.includes('recipients:reveal');
}

// For a test key the list is the one of its shops; what it asks for besides them is not there.
function shopsInReach({ viewer }: Pick<TowerContext, 'viewer'>, wanted: FlatFilter['shops']): Pick<FlatFilter, 'shops'> {
  const { shops } = viewer;
  if (shops === undefined) return {};
  const both = (wanted ?? []).length === 0 ? shops : shops.filter((shop) => wanted?.includes(shop));
  return { shops: both.length === 0 ? [noShop] : both };
}

/** A list that a board opened counts its rows to the last one, so that its number equals the board's. */
export function isCountedWhole(input: FlatFilter | null | undefined): boolean {
  return (input?.set ?? '') !== '';
}
