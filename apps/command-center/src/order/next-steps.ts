/** Answers that say what happens next by themselves; the others end with where the order is. */
export const nextCodes = [
  'AWAITING_PAYMENT',
  'SHORT',
  'SOURCING_FAILED',
  'WAREHOUSE_REFUSED',
  'HELD',
  'STOPPING',
  'WITH_WAREHOUSE',
  'CONFLICT',
] as const;
type NextCode = (typeof nextCodes)[number] | 'PROMISE';

const promising: readonly string[] = ['AT_GATE', 'STUCK_AT_GATE', 'OVERDUE'];

/** Which sentence of what happens next follows an answer, if any. */
export const nextOf = (code: string, promised: boolean): NextCode | undefined =>
  promising.includes(code) ? (promised ? 'PROMISE' : undefined) : nextCodes.find((each) => each === code);
