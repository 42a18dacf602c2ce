/** Watched figures, each with its words. */
export const ruleKeys = [
  'WAITING_P90',
  'STUCK_AT_GATE',
  'CHANNEL_SILENT',
  'ARRIVAL_LAG',
  'SYNC_DELAY',
  'QUARANTINE',
  'DEAD_LETTERS',
  'SHORTAGE_POOL',
  'STOCK_DRIFT',
  'OVERDUE_ITEMS',
  'CONFLICTS',
  'OTHER',
] as const;
type RuleKey = (typeof ruleKeys)[number];
export const asRule = (rule: string): RuleKey => ruleKeys.find((each) => each === rule) ?? 'OTHER';

export const levelKeys = ['red', 'orange', 'green'] as const;
export type LevelKey = (typeof levelKeys)[number];

type Level = 'RED' | 'ORANGE' | 'GREEN';
export const asLevel = (level: string): Level => (level === 'RED' || level === 'ORANGE' ? level : 'GREEN');
