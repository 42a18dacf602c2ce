/** Reasons that a person may give. Their words go into the audit log, so they are chosen, never typed: no personal data gets in. */
export const holdReasons = ['customerAsked', 'addressCheck', 'priceCheck', 'stockCheck', 'fraudCheck'] as const;
export const cancelReasons = ['customerAsked', 'outOfStock', 'wrongPrice', 'duplicate', 'fraud'] as const;
export const revealReasons = ['customerCall', 'deliveryProblem', 'addressCheck', 'returns'] as const;
