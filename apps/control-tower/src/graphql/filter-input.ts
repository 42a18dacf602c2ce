import { readFilter, type FlatFilter } from '../application/order-filter.ts';
import type { OrderListFilter } from '../application/ports.ts';
import type { TowerContext } from './context.ts';

/** The filter that a query gave. */
export function filterInput(context: TowerContext, input: FlatFilter | null | undefined): Promise<OrderListFilter> {
  return readFilter(context, input ?? {});
}

/** A list that a board opened counts its rows to the last one, so that its number equals the board's. */
export function isCountedWhole(input: FlatFilter | null | undefined): boolean {
  return (input?.set ?? '') !== '';
}
