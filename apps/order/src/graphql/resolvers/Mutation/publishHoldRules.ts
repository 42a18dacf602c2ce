import { commandScope, hasRole } from '@orderloom/subgraph';
import type { OrderContext } from '../../context.ts';
import { refusalOf } from '../../outcome.ts';
import { rulesOf, type PublishHoldRulesInput } from '../../hold-rules-input.ts';

export async function publishHoldRules(_: unknown, { input }: { readonly input: PublishHoldRulesInput }, context: OrderContext) {
  const { basedOnVersion, reason, idempotencyKey } = input;
  const { account } = context.viewer;
  try {
    const version = await context.publishHoldRules({
      basedOnVersion,
      reason,
      idempotencyKey,
      rules: rulesOf(input),
      account,
      scope: commandScope(context.viewer),
      mayAct: hasRole(context.viewer, 'operations'),
    });
    const versions = await context.readHoldRules(100);
    return { __typename: 'HoldRulesPublished', rules: versions.find((rules) => rules.version === version) };
  } catch (error) {
    return refusalOf(error);
  }
}
