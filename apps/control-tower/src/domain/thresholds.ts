/** Clocks of the seven gates (product.md): versioned data, milliseconds. */
export interface GateThresholds {
  readonly version: number;
  readonly lockPlanned: number;
  readonly lockStuck: number;
  readonly shortagePool: number;
  readonly sourcePlanned: number;
  readonly sourceStuck: number;
  readonly carrierPlanned: number;
  readonly carrierStuck: number;
  readonly acceptPlanned: number;
  readonly acceptStuck: number;
  /** Before the promised ship time: the carrier's cut-off, and when it is too late to be calm. */
  readonly carrierCutOff: number;
  readonly shipStuckBeforePromise: number;
  /** Where the platform gave no promise: outbound is due this long after the payment. */
  readonly defaultPromise: number;
  readonly cardPlanned: number;
  readonly cardStuck: number;
  readonly firstNodeStuck: number;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

export const defaultThresholds: GateThresholds = {
  version: 1,
  lockPlanned: 3 * SECOND,
  lockStuck: 5 * MINUTE,
  shortagePool: 2 * HOUR,
  sourcePlanned: 3 * SECOND,
  sourceStuck: 10 * MINUTE,
  carrierPlanned: 3 * SECOND,
  carrierStuck: 30 * MINUTE,
  acceptPlanned: 3 * SECOND,
  acceptStuck: 30 * MINUTE,
  carrierCutOff: 2 * HOUR,
  shipStuckBeforePromise: 2 * HOUR,
  defaultPromise: 48 * HOUR,
  cardPlanned: 8 * SECOND,
  cardStuck: 5 * MINUTE,
  firstNodeStuck: 2 * HOUR,
};
