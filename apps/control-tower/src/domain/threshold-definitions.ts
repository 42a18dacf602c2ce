import { alertRules } from './alert-rules.ts';
import { indicators } from './indicators.ts';
import { defaultThresholds, type GateThresholds } from './thresholds.ts';

export const thresholdKinds = ['GATES', 'ALERTS', 'INDICATORS'] as const;
export type ThresholdKind = (typeof thresholdKinds)[number];

export type ThresholdUnit = 'MS' | 'COUNT' | 'SHARE' | 'WEIGHT';

/** One threshold that may be published, with its bounds. */
export interface ThresholdDefinition {
  readonly key: string;
  readonly group: string;
  readonly unit: ThresholdUnit;
  readonly initial: number;
  readonly minimum: number;
  readonly maximum: number;
}

/** Values by key. */
export type ThresholdValues = Readonly<Record<string, number>>;

/** The version that is in force. */
export interface InForce {
  readonly version: number;
  readonly values: ThresholdValues;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const MOST: Readonly<Record<'MS' | 'COUNT' | 'SHARE', number>> = { MS: 30 * DAY, COUNT: 1_000_000, SHARE: 1 };

const gateGroups: Readonly<Record<Exclude<keyof GateThresholds, 'version'>, string>> = {
  lockPlanned: 'gate2',
  lockStuck: 'gate2',
  shortagePool: 'gate2',
  sourcePlanned: 'gate3',
  sourceStuck: 'gate3',
  carrierPlanned: 'gate4',
  carrierStuck: 'gate4',
  acceptPlanned: 'gate5',
  acceptStuck: 'gate5',
  carrierCutOff: 'gate6',
  shipStuckBeforePromise: 'gate6',
  defaultPromise: 'gate6',
  cardPlanned: 'gate7',
  cardStuck: 'gate7',
  firstNodeStuck: 'gate7',
};

export const thresholdDefinitions: Readonly<Record<ThresholdKind, readonly ThresholdDefinition[]>> = {
  GATES: Object.entries(gateGroups).map(([key, group]) => ({
    key,
    group,
    unit: 'MS',
    initial: (defaultThresholds as unknown as ThresholdValues)[key] ?? 0, // every member of it is a number
    minimum: 1_000,
    maximum: 30 * DAY,
  })),
  ALERTS: alertRules.flatMap((rule) =>
    rule.subjects.flatMap((subject) => {
      const stem = subject === '' ? rule.rule : `${rule.rule}.${subject}`;
      const bounds = { group: rule.rule, unit: rule.unit, minimum: rule.unit === 'COUNT' ? 1 : 0, maximum: MOST[rule.unit] };
      return [
        { key: `${stem}.orange`, ...bounds, initial: rule.orange },
        { key: `${stem}.red`, ...bounds, initial: rule.red },
      ];
    }),
  ),
  INDICATORS: [
    ...indicators.map((indicator) => ({
      key: `weight${indicator.number}`,
      group: 'weights',
      unit: 'WEIGHT' as const,
      initial: 1,
      minimum: 0,
      maximum: 100,
    })),
    { key: 'slowerShare', group: 'waiting', unit: 'SHARE', initial: 0.1, minimum: 0, maximum: 1 },
    { key: 'slowerLeast', group: 'waiting', unit: 'MS', initial: 60_000, minimum: 0, maximum: DAY },
  ],
};

export function initialValues(kind: ThresholdKind): ThresholdValues {
  return Object.fromEntries(thresholdDefinitions[kind].map((one) => [one.key, one.initial]));
}

export interface ThresholdProblem {
  readonly code: 'THRESHOLD_UNKNOWN' | 'THRESHOLD_OUT_OF_BOUNDS' | 'THRESHOLDS_CONTRADICT';
  readonly key: string;
}

/** The first thing wrong with values that somebody wants to publish. */
export function problemOf(kind: ThresholdKind, values: ThresholdValues): ThresholdProblem | undefined {
  const known = new Map(thresholdDefinitions[kind].map((one) => [one.key, one]));
  for (const [key, value] of Object.entries(values)) {
    const definition = known.get(key);
    if (definition === undefined) return { code: 'THRESHOLD_UNKNOWN', key };
    const isWhole = definition.unit === 'SHARE' || definition.unit === 'WEIGHT' || Number.isInteger(value);
    if (!Number.isFinite(value) || !isWhole || value < definition.minimum || value > definition.maximum) {
      return { code: 'THRESHOLD_OUT_OF_BOUNDS', key };
    }
  }
  const contradiction = pairsOf(kind).find(([least, most]) => (values[least] ?? 0) > (values[most] ?? Infinity));
  return contradiction === undefined ? undefined : { code: 'THRESHOLDS_CONTRADICT', key: contradiction[0] };
}

/** What may not be more than what: stuck before planned, red before orange. */
function pairsOf(kind: ThresholdKind): readonly (readonly [string, string])[] {
  if (kind === 'GATES') {
    return [
      ['lockPlanned', 'lockStuck'],
      ['lockStuck', 'shortagePool'],
      ['sourcePlanned', 'sourceStuck'],
      ['carrierPlanned', 'carrierStuck'],
      ['acceptPlanned', 'acceptStuck'],
      ['cardPlanned', 'cardStuck'],
    ];
  }
  const keys = thresholdDefinitions[kind].map((one) => one.key).filter((key) => key.endsWith('.orange'));
  return keys.map((key) => [key, key.replace(/orange$/, 'red')] as const);
}
