import type { Gate } from './gates.ts';
import type { OrderFigures } from './order-figures.ts';
import type { RowKeys } from './order-row.ts';
import type { GateThresholds } from './thresholds.ts';
import type { TwinState } from './twin-state.ts';

/** What was worked out of a state by these thresholds, as far as somebody asked. */
export interface Judged {
  readonly thresholds: GateThresholds;
  gates?: readonly Gate[];
  keys?: RowKeys;
  figures?: OrderFigures;
}

const known = new WeakMap<TwinState, Judged>();

/** Row, figures, answer and the order's next fact all ask the same of one state. A state never changes, so it is worked out once. */
export function judgedOf(twin: TwinState, thresholds: GateThresholds): Judged {
  const before = known.get(twin);
  if (before?.thresholds === thresholds) return before;
  const judged: Judged = { thresholds };
  known.set(twin, judged);
  return judged;
}
