import type { OrderContext } from '../../context.ts';

export async function holdRules(_: unknown, _args: unknown, context: OrderContext) {
  const [latest] = await context.readHoldRules(1);
  return latest;
}
