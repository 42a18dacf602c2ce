import { boardSet as setOf } from '../../../persistence/board-sets.ts';
import { countSets } from '../../../persistence/count-sets.ts';
import type { TowerContext } from '../../context.ts';
import { shownFigures } from '../../board-answers.ts';

export async function boardSet(_parent: unknown, args: { readonly set: string }, { pool, now }: TowerContext) {
  const one = setOf(args.set, now);
  if (one === undefined) return null;
  const counts = await countSets(pool, [args.set], now);
  return { ...counts(args.set), meaning: shownFigures(one.meaning) };
}
