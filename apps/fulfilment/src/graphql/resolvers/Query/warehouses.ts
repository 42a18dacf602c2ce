import type { FulfilmentContext } from '../../context.ts';

export function warehouses(_parent: unknown, _args: unknown, context: FulfilmentContext) {
  return context.queries.warehouses();
}
