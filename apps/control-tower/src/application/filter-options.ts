import { gateOwners } from '../domain/gates.ts';
import { causeReasons, facet, type FacetKind } from '../domain/row-facets.ts';
import { pools } from '../domain/work-items.ts';

export interface Option {
  readonly value: string;
  readonly label: string;
}

/** The values that the filters of the list may take, of what occurs among the orders. */
export function filterOptions(occurring: {
  readonly facets: readonly string[];
  readonly warehouses: readonly { readonly id: string; readonly name: string }[];
}) {
  const names = new Map(occurring.warehouses.map(({ id, name }) => [id, name]));
  const nameTwice = new Set(names.values());
  const of = (kind: FacetKind): readonly string[] => {
    const prefix = facet(kind, '');
    return occurring.facets.flatMap((one) => (one.startsWith(prefix) && one !== prefix ? [one.slice(prefix.length)] : []));
  };
  return {
    channels: options(of('channel')),
    shops: options(of('shop')),
    // A warehouse is a facet by its id and by its name; the menu has it once.
    warehouses: options(
      of('warehouse').filter((value) => !nameTwice.has(value)),
      (id) => names.get(id) ?? id,
    ),
    carriers: options(of('carrier')),
    skus: options(of('sku')),
    holdReasons: options(of('hold')),
    pools: options(Object.keys(pools)),
    owners: options([...Object.values(gateOwners), ...of('owner')]),
    reasons: options(causeReasons),
  };
}

function options(values: readonly string[], labelOf: (value: string) => string = (value) => value): readonly Option[] {
  return [...new Set(values)].toSorted().map((value) => ({ value, label: labelOf(value) }));
}
