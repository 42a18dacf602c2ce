export const intakeKeys = ['PUSH', 'PUSH_AND_POLL', 'POLL', 'UNKNOWN'] as const;
export const asIntake = (kind: string): (typeof intakeKeys)[number] => intakeKeys.find((each) => each === kind) ?? 'UNKNOWN';

// The first threshold of the rule ARRIVAL_LAG.
const lateMs = 30_000;
export const isLate = (p95Ms: number | null | undefined): boolean => (p95Ms ?? 0) > lateMs;
