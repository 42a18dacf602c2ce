import { z } from 'zod';
import { firstSourcingRule, type SourcingRule } from './domain/sourcing-rule.ts';
import type { FulfilmentDeployment } from './deployment.ts';

const share = z.number().min(0).max(1);
const weights = z
  .object({ distance: share, depth: share, class: share })
  .refine((one) => Math.abs(one.distance + one.depth + one.class - 1) < 1e-9, 'weights must add up to one');

const ruleBody = z.object({
  nearest: z.number().int().min(1).max(20).default(firstSourcingRule.nearest),
  maxOccupancy: share.default(firstSourcingRule.maxOccupancy),
  distanceScaleKm: z.number().positive().default(firstSourcingRule.distanceScaleKm),
  weights: z.object({ normal: weights, raised: weights }).default(firstSourcingRule.weights),
  coldChainChannels: z.array(z.string().length(2)).default([...firstSourcingRule.coldChainChannels]),
  maxParts: z.number().int().min(1).max(6).default(firstSourcingRule.maxParts),
  splitReach: z.number().int().min(2).max(16).default(firstSourcingRule.splitReach),
});

/** A version of the deployment file; what it leaves out is as in the first version. Throws when a weight or threshold makes no sense. */
export function readSourcingRule(published: FulfilmentDeployment['sourcingRules'][number]): {
  readonly rule: SourcingRule;
  readonly publishedBy: string;
} {
  return { rule: { version: published.version, ...ruleBody.parse(published.rule) }, publishedBy: published.publishedBy };
}
