import type { ThresholdKind } from '../../../domain/threshold-definitions.ts';
import type { TowerContext } from '../../context.ts';
import { publish } from '../../publishing.ts';

interface Args {
  readonly kind: ThresholdKind;
  readonly basedOn: number;
  readonly values: readonly { readonly key: string; readonly value: number }[];
  readonly note: string;
}

export function publishThresholds(_parent: unknown, { values, ...asked }: Args, context: TowerContext) {
  return publish({ ...asked, change: { values: Object.fromEntries(values.map(({ key, value }) => [key, value])) } }, context);
}
