import { stateRanks, type HistoryState } from './history-order.ts';

/** What the tower is told of an order, as JSON: amounts are fen in text, times ISO 8601. Free of personal data. */
export interface ToldOrder {
  readonly state: HistoryState | '';
  readonly createdAt?: string;
  readonly paidAt?: string;
  readonly shippedAt?: string;
  readonly doneAt?: string;
  readonly promisedShipAt?: string;
  readonly paid?: string;
  readonly refund: string;
  readonly quantity: number;
  readonly skus: readonly string[];
  readonly trackingNumbers: readonly string[];
  readonly carrier: string;
  readonly recipient?: unknown;
}

export interface ToldVersion {
  readonly jobId: string;
  readonly fileAt: Date;
  readonly told: ToldOrder;
}

/**
 * What counts of all that files told of one order: the newer file wins field by field, and what it leaves open an older one fills.
 * A state never goes back: an older list says "shipped" of what has been done since.
 */
export function foldVersions(versions: readonly ToldVersion[]): ToldVersion | undefined {
  const sorted = versions.toSorted((a, b) => a.fileAt.getTime() - b.fileAt.getTime() || (a.jobId < b.jobId ? -1 : 1));
  return sorted.reduce<ToldVersion | undefined>(
    (before, next) => (before === undefined ? next : { jobId: next.jobId, fileAt: next.fileAt, told: laid(before.told, next.told) }),
    undefined,
  );
}

function laid(before: ToldOrder, next: ToldOrder): ToldOrder {
  return {
    ...before,
    ...next,
    state: laterState(before.state, next.state),
    refund: next.refund === '' ? before.refund : next.refund,
    quantity: next.quantity === 0 ? before.quantity : next.quantity,
    skus: next.skus.length === 0 ? before.skus : next.skus,
    trackingNumbers: next.trackingNumbers.length === 0 ? before.trackingNumbers : next.trackingNumbers,
    carrier: next.carrier === '' ? before.carrier : next.carrier,
  };
}

function laterState(before: HistoryState | '', next: HistoryState | ''): HistoryState | '' {
  if (before === '' || next === '') return next === '' ? before : next;
  return stateRanks[next] >= stateRanks[before] ? next : before;
}

/** The same order once more in one file: its further lines join the ones above. */
export function joinedTold(above: ToldOrder, below: ToldOrder): ToldOrder {
  // Two exports that overlap, put together by hand.
  if (above.quantity === below.quantity && above.skus.join() === below.skus.join() && above.createdAt === below.createdAt)
    return laid(above, below);
  return {
    ...laid(above, below),
    ...(above.paid === undefined || below.paid === undefined ? {} : { paid: above.paid }),
    quantity: above.quantity + below.quantity,
    skus: [...new Set([...above.skus, ...below.skus])],
    trackingNumbers: [...new Set([...above.trackingNumbers, ...below.trackingNumbers])],
  };
}
