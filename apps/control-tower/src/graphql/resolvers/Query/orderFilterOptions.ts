import { filterOptions } from '../../../application/filter-options.ts';
import { occurringValues } from '../../../persistence/order-list/options.ts';
import type { TowerContext } from '../../context.ts';

export async function orderFilterOptions(_parent: unknown, _args: unknown, context: TowerContext) {
  return filterOptions(await occurringValues(context.pool));
}
