export type AlertUnit = 'MS' | 'COUNT' | 'SHARE';
export type AlertLevel = 'RED' | 'ORANGE';
export type WatchLevel = AlertLevel | 'GREEN' | 'NO_DATA';

export type AlertRuleName =
  | 'WAITING_P90'
  | 'STUCK_AT_GATE'
  | 'CHANNEL_SILENT'
  | 'ARRIVAL_LAG'
  | 'SYNC_DELAY'
  | 'QUARANTINE'
  | 'DEAD_LETTERS'
  | 'SHORTAGE_POOL'
  | 'STOCK_DRIFT'
  | 'OVERDUE_ITEMS'
  | 'CONFLICTS';

/** A figure that is watched; its thresholds are published data, these are the first ones. */
export interface AlertRule {
  readonly rule: AlertRuleName;
  readonly unit: AlertUnit;
  /** Things within the rule that have thresholds of their own; one empty text where there are none. */
  readonly subjects: readonly string[];
  readonly owner: string;
  readonly orange: number;
  readonly red: number;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

export const alertRules: readonly AlertRule[] = [
  { rule: 'WAITING_P90', unit: 'MS', subjects: [''], owner: 'operations', orange: 4 * HOUR, red: 8 * HOUR },
  { rule: 'STUCK_AT_GATE', unit: 'COUNT', subjects: ['1', '2', '3', '4', '5', '6', '7'], owner: 'operations', orange: 10, red: 100 },
  // Orders that were to be expected and did not come (C-10).
  { rule: 'CHANNEL_SILENT', unit: 'COUNT', subjects: [''], owner: 'channel-operations', orange: 12, red: 40 },
  { rule: 'ARRIVAL_LAG', unit: 'MS', subjects: [''], owner: 'channel-operations', orange: 30 * SECOND, red: 2 * MINUTE },
  { rule: 'SYNC_DELAY', unit: 'MS', subjects: [''], owner: 'operations', orange: 8 * SECOND, red: 5 * MINUTE },
  { rule: 'QUARANTINE', unit: 'COUNT', subjects: [''], owner: 'channel-operations', orange: 1, red: 20 },
  { rule: 'DEAD_LETTERS', unit: 'COUNT', subjects: [''], owner: 'operations', orange: 1, red: 10 },
  { rule: 'SHORTAGE_POOL', unit: 'COUNT', subjects: [''], owner: 'inventory-planner', orange: 10, red: 100 },
  { rule: 'STOCK_DRIFT', unit: 'COUNT', subjects: [''], owner: 'inventory-planner', orange: 1, red: 10 },
  { rule: 'OVERDUE_ITEMS', unit: 'COUNT', subjects: [''], owner: 'operations', orange: 1, red: 20 },
  { rule: 'CONFLICTS', unit: 'COUNT', subjects: [''], owner: 'operations', orange: 1, red: 5 },
];

/** Where a figure stands; a figure that nobody can measure is neither good nor bad. */
export function levelOf(value: number | undefined, thresholds: { readonly orange: number; readonly red: number }): WatchLevel {
  if (value === undefined) return 'NO_DATA';
  if (value >= thresholds.red) return 'RED';
  return value >= thresholds.orange ? 'ORANGE' : 'GREEN';
}
