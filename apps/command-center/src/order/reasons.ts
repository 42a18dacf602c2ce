/** Why a person lets an order go first. Their words go into the audit log, so they are chosen, never typed. */
export const expediteReasons = ['customerUrges', 'promiseNear', 'compensation', 'keyCustomer'] as const;
