import { mappingName } from '../../../application/mapping-samples.ts';
import { shapeOfMapping } from '../../../application/test-mapping.ts';
import { mayBeDefaulted } from '../../../domain/mapping-problems.ts';

export function canonicalFields(_root: unknown, { system }: { readonly system: string }): readonly object[] {
  return Object.entries(shapeOfMapping(mappingName(system))).map(([target, { type, needed, meanings }]) => ({
    target,
    type,
    needed,
    mayBeDefaulted: mayBeDefaulted(target),
    meanings: meanings ?? [],
  }));
}
