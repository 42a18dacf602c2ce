import { boardSet as setOf } from '../../../persistence/board-sets.ts';
import { countSets } from '../../../persistence/count-sets.ts';
import { countImportSet, importSetMeaning } from '../../../persistence/import-radar.ts';
import type { TowerContext } from '../../context.ts';
import type { Pool } from 'pg';
import { shownFigures } from '../../board-answers.ts';

export async function boardSet(_parent: unknown, args: { readonly set: string }, { pool, now }: TowerContext) {
  if (args.set.startsWith('import:')) return importSet(pool, args.set);
  const one = setOf(args.set, now);
  if (one === undefined) return null;
  const counts = await countSets(pool, [args.set], now);
  return { ...counts(args.set), meaning: shownFigures(one.meaning) };
}

async function importSet(pool: Pool, set: string) {
  const count = await countImportSet(pool, set);
  return count === undefined ? null : { set, place: '/orders', count, meaning: shownFigures(importSetMeaning(set)) };
}
