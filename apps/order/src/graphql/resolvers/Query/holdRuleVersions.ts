import type { OrderContext } from '../../context.ts';

export function holdRuleVersions(_: unknown, { first }: { readonly first: number }, context: OrderContext) {
  return context.readHoldRules(Math.min(100, Math.max(1, first)));
}
