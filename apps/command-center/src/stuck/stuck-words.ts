/** Why a group of orders does not move, as the tower groups them. */
export const stuckReasonKeys = ['SHORT', 'SOURCING_FAILED', 'WAREHOUSE_REFUSED', 'CONFLICT', 'NO_CARD', 'HELD', 'OVERDUE'] as const;
type StuckReasonKey = (typeof stuckReasonKeys)[number] | 'other';

export const stuckReasonKey = (reason: string): StuckReasonKey => stuckReasonKeys.find((each) => each === reason) ?? 'other';
