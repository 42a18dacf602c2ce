import type { ThresholdKind } from '../../../domain/threshold-definitions.ts';
import type { TowerContext } from '../../context.ts';
import { thresholdsNow } from '../../shown-thresholds.ts';

export function thresholds(_parent: unknown, args: { readonly kind: ThresholdKind }, context: TowerContext) {
  return thresholdsNow(args.kind, context);
}
