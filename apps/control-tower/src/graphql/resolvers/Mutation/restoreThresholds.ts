import type { ThresholdKind } from '../../../domain/threshold-definitions.ts';
import type { TowerContext } from '../../context.ts';
import { publish } from '../../publishing.ts';

interface Args {
  readonly kind: ThresholdKind;
  readonly version: number;
  readonly basedOn: number;
  readonly note: string;
}

export function restoreThresholds(_parent: unknown, { version, ...asked }: Args, context: TowerContext) {
  return publish({ ...asked, change: { restore: version } }, context);
}
