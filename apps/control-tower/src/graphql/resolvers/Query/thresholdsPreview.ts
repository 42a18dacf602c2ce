import { requireRole } from '@orderloom/subgraph';
import { previewThresholds } from '../../../application/preview-thresholds.ts';
import { gateThresholds } from '../../../persistence/published-thresholds.ts';
import type { TowerContext } from '../../context.ts';

export function thresholdsPreview(
  _parent: unknown,
  args: { readonly values: readonly { readonly key: string; readonly value: number }[] },
  context: TowerContext,
) {
  requireRole(context.viewer, 'operations', 'supply');
  const inForce = context.inForce('GATES');
  const asked = { ...inForce.values, ...Object.fromEntries(args.values.map(({ key, value }) => [key, value])) };
  return previewThresholds(
    context.deeds,
    { inForce: gateThresholds(inForce), asked: gateThresholds({ ...inForce, values: asked }) },
    context.now,
  );
}
