import { countGates } from '../../../persistence/order-list.ts';
import type { TowerContext } from '../../context.ts';

export async function gateCounts(_parent: unknown, _args: unknown, context: TowerContext) {
  const counted = new Map((await countGates(context.pool, context.now)).map((row) => [row.gate, row]));
  return [1, 2, 3, 4, 5, 6, 7].map((gate) => counted.get(gate) ?? { gate, open: 0, stuck: 0 });
}
