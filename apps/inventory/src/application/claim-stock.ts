import type { Clock } from '@orderloom/domain-kernel';
import type { ReservationBreaker } from '../domain/reservation-breaker.ts';
import { allocateStock } from '../domain/allocate-stock.ts';
import { after } from '../domain/hold-times.ts';
import { deallocateStock, releaseStock } from '../domain/release-stock.ts';
import { reserveStock } from '../domain/reserve-stock.ts';
import type { StockBook } from '../domain/stock-book.ts';
import type { LineQuantity, Shortage } from '../domain/stock-events.ts';
import { watched } from './reserve-paid-orders.ts';
import { keepClaim, keptPrint, mayBeKeptElsewhere, printOf } from './kept-claims.ts';
import type { ClaimAnswers, StockBooks, StockLane } from './ports.ts';
import type { Tx } from '@orderloom/outbox';

interface Claimed {
  readonly claimId: string;
  readonly orderId: string;
  readonly lines: readonly LineQuantity[];
}

export type StockClaim =
  | (Claimed & { readonly kind: 'RESERVE' })
  | (Claimed & { readonly kind: 'ALLOCATE'; readonly warehouseId: string })
  | (Claimed & { readonly kind: 'RELEASE'; readonly keepReservation: boolean; readonly warehouseId: string; readonly reason: string });

export interface ClaimAnswer {
  readonly answer: 'GRANTED' | 'SHORT' | 'UNKNOWN_SKU' | 'KEY_REUSED' | 'NOT_RESERVED';
  readonly shortages: readonly Shortage[];
}

interface Printed {
  readonly claim: StockClaim;
  readonly print: string;
}

interface Waiting {
  readonly claims: readonly Printed[];
  readonly resolve: (answers: readonly ClaimAnswer[]) => void;
  readonly reject: (error: unknown) => void;
}

export type ClaimStock = (claims: readonly StockClaim[]) => Promise<readonly ClaimAnswer[]>;

const CLAIMS_PER_BATCH = 4_000;

/**
 * Takes claims of all callers that wait into one batch of the lane: one book, one write, one commit, then all answers.
 * Claims are granted in the order of arrival.
 */
export function createClaimStock(deps: {
  readonly lane: StockLane;
  readonly books: StockBooks;
  readonly answers: ClaimAnswers;
  readonly breaker: ReservationBreaker;
  readonly unpaidHoldMs: number;
  readonly now: Clock;
}): ClaimStock {
  let waiting: Waiting[] = [];
  let isCalled = false;

  const call = (): void => {
    isCalled = true;
    let taken: readonly Waiting[] = [];
    deps.lane
      .run(async (tx) => {
        // Callers join until the lane is free for them; what the lane tries again is the same batch.
        if (taken.length === 0) {
          taken = takeUpTo(waiting, CLAIMS_PER_BATCH);
          waiting = waiting.slice(taken.length);
          isCalled = false;
          if (waiting.length > 0) call();
        }
        const claims = taken.flatMap((one) => one.claims);
        return watched(deps, tx, claims.length, () => settleClaims(deps, tx, claims));
      })
      .then((answers) => {
        let at = 0;
        for (const one of taken) one.resolve(answers.slice(at, (at += one.claims.length)));
      })
      .catch((error: unknown) => {
        if (taken.length === 0) {
          // The lane never came to us.
          taken = waiting;
          waiting = [];
          isCalled = false;
        }
        for (const one of taken) one.reject(error);
      });
  };

  return (claims) =>
    new Promise((resolve, reject) => {
      if (claims.length === 0) return resolve([]);
      // While the lane works on others.
      waiting.push({ claims: claims.map((claim) => ({ claim, print: printOf(claim) })), resolve, reject });
      if (!isCalled) call();
    });
}

function takeUpTo(waiting: readonly Waiting[], most: number): readonly Waiting[] {
  let claims = 0;
  const end = waiting.findIndex((one) => (claims += one.claims.length) > most);
  return end === -1 ? waiting : waiting.slice(0, Math.max(1, end));
}

async function settleClaims(
  deps: { readonly books: StockBooks; readonly answers: ClaimAnswers; readonly unpaidHoldMs: number; readonly now: Clock },
  tx: Tx,
  printed: readonly Printed[],
): Promise<readonly ClaimAnswer[]> {
  const now = deps.now();
  const expiresAt = after(now, deps.unpaidHoldMs);
  const claims = printed.map(({ claim }) => claim);
  const book = await deps.books.open(tx, {
    orderIds: claims.map((claim) => claim.orderId),
    skus: claims.flatMap((claim) => claim.lines.map((line) => line.sku)),
  });
  const older = claims.filter((claim) => mayBeKeptElsewhere(book.order(claim.orderId), claim));
  const grantedBefore = older.length === 0 ? NONE : await deps.answers.granted(tx, older);
  const answers = printed.map(({ claim, print }): ClaimAnswer => {
    const kept = keptPrint(book.order(claim.orderId), claim);
    if (kept !== undefined) return kept === print || kept === '' ? GRANTED : KEY_REUSED;
    if (grantedBefore.has(`${claim.kind} ${claim.claimId}`)) return GRANTED;
    const answer = settle(book, claim, { now, expiresAt, print });
    // A refusal may turn out otherwise later, when stock has come: only what was granted is kept for the key.
    if (answer.answer === 'GRANTED') keepClaim(book, claim, print);
    return answer;
  });
  await deps.books.close(tx, book, now);
  return answers;
}

const NONE: ReadonlySet<string> = new Set();
const GRANTED: ClaimAnswer = { answer: 'GRANTED', shortages: [] };
const KEY_REUSED: ClaimAnswer = { answer: 'KEY_REUSED', shortages: [] };

function settle(
  book: StockBook,
  claim: StockClaim,
  { now, expiresAt, print }: { readonly now: Date; readonly expiresAt: Date; readonly print: string },
): ClaimAnswer {
  switch (claim.kind) {
    case 'RESERVE': {
      const given = reserveStock(book, { ...claim, paidAt: undefined, expiresAt, source: claim.claimId }, now);
      if (given.answer === 'OTHERWISE') return KEY_REUSED;
      if (given.answer === 'GRANTED') return GRANTED;
      if (given.answer === 'ENDED') return { answer: 'NOT_RESERVED', shortages: [] };
      return { answer: given.answer, shortages: 'shortages' in given ? given.shortages : [] };
    }
    case 'ALLOCATE': {
      const given = allocateStock(book, { ...claim, print });
      return { answer: given.answer, shortages: 'shortages' in given ? given.shortages : [] };
    }
    case 'RELEASE': {
      if (book.order(claim.orderId) === undefined) return { answer: 'NOT_RESERVED', shortages: [] };
      if (claim.keepReservation) deallocateStock(book, { ...claim, source: claim.claimId });
      else releaseStock(book, { ...claim, source: claim.claimId, after: 'RELEASED' }, now);
      return GRANTED;
    }
  }
}
