import type { GateThresholds } from './thresholds.ts';
import type { TwinState } from './twin-state.ts';

/** Row, figures, answer and the next fact all ask the same of one state. A state never changes, so it is worked out once. */
export function oncePerState<Result>(
  work: (twin: TwinState, thresholds: GateThresholds) => Result,
): (twin: TwinState, thresholds: GateThresholds) => Result {
  const known = new WeakMap<TwinState, { readonly thresholds: GateThresholds; readonly result: Result }>();
  return (twin, thresholds) => {
    const before = known.get(twin);
    if (before?.thresholds === thresholds) return before.result;
    const result = work(twin, thresholds);
    known.set(twin, { thresholds, result });
    return result;
  };
}
