import { createHash } from 'node:crypto';
import type { Clock } from '@orderloom/domain-kernel';
import { allocateStock } from '../domain/allocate-stock.ts';
import { after, unpaidHoldMs } from '../domain/hold-times.ts';
import { deallocateStock, releaseStock } from '../domain/release-stock.ts';
import { reserveStock } from '../domain/reserve-stock.ts';
import type { StockBook } from '../domain/stock-book.ts';
import type { LineQuantity, Shortage } from '../domain/stock-events.ts';
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

interface Waiting {
  readonly claims: readonly StockClaim[];
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
  readonly now: Clock;
}): ClaimStock {
  let waiting: Waiting[] = [];
  let isCalled = false;

  const call = (): void => {
    isCalled = true;
    let taken: readonly Waiting[] = [];
    deps.lane
      .run(async (tx) => {
        // Callers join until the lane is free for them.
        taken = takeUpTo(waiting, CLAIMS_PER_BATCH);
        waiting = waiting.slice(taken.length);
        isCalled = false;
        if (waiting.length > 0) call();
        return settleClaims(
          deps,
          tx,
          taken.flatMap((one) => one.claims),
        );
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
      waiting.push({ claims, resolve, reject });
      if (!isCalled) call();
    });
}

function takeUpTo(waiting: readonly Waiting[], most: number): readonly Waiting[] {
  let claims = 0;
  const end = waiting.findIndex((one) => (claims += one.claims.length) > most);
  return end === -1 ? waiting : waiting.slice(0, Math.max(1, end));
}

async function settleClaims(
  deps: { readonly books: StockBooks; readonly answers: ClaimAnswers; readonly now: Clock },
  tx: Tx,
  claims: readonly StockClaim[],
): Promise<readonly ClaimAnswer[]> {
  const now = deps.now();
  const kinds = [...new Set(claims.map((claim) => claim.kind))];
  const known = new Map<string, { readonly bodyHash: string; readonly answer: unknown }>();
  for (const kind of kinds) {
    const ids = claims.filter((claim) => claim.kind === kind).map((claim) => claim.claimId);
    for (const [id, stored] of await deps.answers.read(tx, kind, ids)) known.set(`${kind} ${id}`, stored);
  }
  const isFresh = (claim: StockClaim): boolean => !known.has(`${claim.kind} ${claim.claimId}`);
  const open = claims.filter(isFresh);
  const book = await deps.books.open(tx, {
    orderIds: open.map((claim) => claim.orderId),
    skus: open.flatMap((claim) => claim.lines.map((line) => line.sku)),
  });
  const fresh = new Map<
    string,
    { readonly kind: string; readonly claimId: string; readonly bodyHash: string; readonly answer: ClaimAnswer }[]
  >();
  const answers = claims.map((claim): ClaimAnswer => {
    const key = `${claim.kind} ${claim.claimId}`;
    const bodyHash = hashOf(claim);
    const stored = known.get(key);
    // Only we write that column.
    if (stored !== undefined)
      return stored.bodyHash === bodyHash ? (stored.answer as ClaimAnswer) : { answer: 'KEY_REUSED', shortages: [] };
    const answer = settle(book, claim, now);
    // A refusal may turn out otherwise later, when stock has come: only what was granted is kept for the key.
    if (answer.answer === 'GRANTED') {
      known.set(key, { bodyHash, answer });
      const list = fresh.get(claim.kind) ?? [];
      list.push({ kind: claim.kind, claimId: claim.claimId, bodyHash, answer });
      fresh.set(claim.kind, list);
    }
    return answer;
  });
  await deps.books.close(tx, book, now);
  for (const [kind, list] of fresh) await deps.answers.write(tx, kind, list, now);
  return answers;
}

function settle(book: StockBook, claim: StockClaim, now: Date): ClaimAnswer {
  switch (claim.kind) {
    case 'RESERVE': {
      const given = reserveStock(book, { ...claim, paidAt: undefined, expiresAt: after(now, unpaidHoldMs), source: claim.claimId }, now);
      if (given.answer === 'OTHERWISE') return { answer: 'KEY_REUSED', shortages: [] };
      if (given.answer === 'ENDED') return { answer: 'NOT_RESERVED', shortages: [] };
      return { answer: given.answer, shortages: 'shortages' in given ? given.shortages : [] };
    }
    case 'ALLOCATE': {
      const given = allocateStock(book, claim);
      return { answer: given.answer, shortages: 'shortages' in given ? given.shortages : [] };
    }
    case 'RELEASE': {
      if (book.order(claim.orderId) === undefined) return { answer: 'NOT_RESERVED', shortages: [] };
      if (claim.keepReservation) deallocateStock(book, { ...claim, source: claim.claimId });
      else releaseStock(book, { ...claim, source: claim.claimId, after: 'RELEASED' }, now);
      return { answer: 'GRANTED', shortages: [] };
    }
  }
}

/** Order of the lines does not make another claim. */
function hashOf(claim: StockClaim): string {
  const lines = claim.lines.map((line) => [line.lineNo, line.sku, line.quantity]).toSorted();
  return createHash('sha256')
    .update(JSON.stringify({ ...claim, lines }, Object.keys({ ...claim, lines }).toSorted()))
    .digest('base64url');
}
