export const stuckCauseKeys = ['SHORT', 'SOURCING_FAILED', 'WAREHOUSE_REFUSED', 'CONFLICT', 'NO_CARD', 'HELD', 'OVERDUE'] as const;
export const asProblem = (reason: string): (typeof stuckCauseKeys)[number] => stuckCauseKeys.find((each) => each === reason) ?? 'OVERDUE';
