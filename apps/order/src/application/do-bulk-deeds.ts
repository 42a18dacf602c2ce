import { DomainError, type Clock } from '@orderloom/domain-kernel';
import { keepAnswers, lookUpCommands, type AskedCommand, type Tx } from '@orderloom/outbox';
import { clearForSourcing } from '../domain/clear-order.ts';
import { endHolds, holdOrder, releaseHold } from '../domain/hold-order.ts';
import { HoldMissing } from '../domain/order-errors.ts';
import { inTurn, type Outcome } from '../domain/order-events.ts';
import { openStops, type Order } from '../domain/order.ts';
import { readReason } from '../domain/reason.ts';
import { readRemark } from '../domain/remark.ts';
import { cancelling } from './cancel-order.ts';
import { changeOrders, type ChangeDeps } from './change-orders.ts';
import type { Remarks } from './ports.ts';

export type BulkDeed = 'HOLD' | 'RELEASE' | 'CANCEL' | 'REMARK';

/** One row of a bulk job of the tower. */
export interface BulkRequest {
  readonly jobId: string;
  readonly orderId: string;
  readonly deed: BulkDeed;
  readonly idempotencyKey: string;
  readonly reason: string;
  /** Only this hold is released; empty for all that people placed. */
  readonly holdId: string;
  readonly account: string;
}

export interface BulkAnswer {
  readonly done: boolean;
  readonly code: string;
  readonly message: string;
  readonly reference: string;
}

export interface BulkDeps extends ChangeDeps {
  readonly remarks: Pick<Remarks, 'insertMany'>;
  readonly newId: () => string;
  readonly now: Clock;
}

/** Does each deed once for its key, all in one transaction; what the order's rules refuse is an answer of its row, never of the batch. */
export async function doBulkDeeds(
  deps: BulkDeps,
  tx: Tx,
  requests: readonly BulkRequest[],
): Promise<readonly { readonly request: BulkRequest; readonly answer: BulkAnswer }[]> {
  const known = await lookUpCommands(tx, requests.map(asked));
  const fresh = new Map<string, BulkRequest>();
  const answers = new Map<string, BulkAnswer>();
  for (const [index, request] of requests.entries()) {
    const before = known[index];
    if (before?.kind === 'answered')
      answers.set(request.idempotencyKey, before.answer as BulkAnswer); // written below with the same shape
    else if (before?.kind === 'reused')
      answers.set(request.idempotencyKey, refused('IDEMPOTENCY_KEY_REUSED', 'The key was used with another input.'));
    else fresh.set(request.idempotencyKey, request);
  }
  const remarks: Parameters<Remarks['insertMany']>[1][number][] = [];
  await changeOrders(
    deps,
    tx,
    [...fresh.values()].map((request) => ({
      orderId: request.orderId,
      change: (order) => {
        const { outcome, answer, remark } = attempt(deps, order, request);
        answers.set(request.idempotencyKey, answer);
        if (remark !== undefined) remarks.push(remark);
        return outcome;
      },
    })),
  );
  for (const key of fresh.keys()) if (!answers.has(key)) answers.set(key, refused('ORDER_NOT_FOUND', 'No such order.'));
  await deps.remarks.insertMany(tx, remarks);
  await keepAnswers(
    tx,
    [...fresh.values()].map((request) => ({ asked: asked(request), answer: answers.get(request.idempotencyKey) })),
    deps.now(),
  );
  return requests.flatMap((request) => {
    const answer = answers.get(request.idempotencyKey);
    return answer === undefined ? [] : [{ request, answer }];
  });
}

/** The tower's keys are its own; no person can use one up. */
function asked(request: BulkRequest): AskedCommand {
  return { scope: 'tower', key: request.idempotencyKey, command: 'bulk', print: `${request.deed} ${request.orderId}` };
}

interface Attempt {
  readonly outcome: Outcome;
  readonly answer: BulkAnswer;
  readonly remark?: Parameters<Remarks['insertMany']>[1][number];
}

function attempt(deps: BulkDeps, order: Order, request: BulkRequest): Attempt {
  try {
    return deedOf[request.deed](deps, order, request);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { outcome: { order, events: [] }, answer: refused(error.code, error.message) };
  }
}

const deedOf: Readonly<Record<BulkDeed, (deps: BulkDeps, order: Order, request: BulkRequest) => Attempt>> = {
  HOLD: (deps, order, request) => {
    if (order.holds.some(isOpenByPerson))
      return { outcome: { order, events: [] }, answer: refused('ALREADY_HELD', 'A person holds it already.') };
    const id = deps.newId();
    const wish = { id, reason: 'PERSON', by: personOf(request), note: readReason(request.reason), now: deps.now() } as const;
    return { outcome: holdOrder(order, wish), answer: done('ORDER_HELD', id) };
  },
  RELEASE: (deps, order, request) => {
    const wish = { by: personOf(request), now: deps.now() };
    if (request.holdId !== '') {
      return { outcome: releaseHold(order, { ...wish, holdId: request.holdId }), answer: done('HOLD_RELEASED', request.holdId) };
    }
    if (!order.holds.some(isOpenByPerson)) throw new HoldMissing('No person holds it.', { orderId: order.id });
    const outcome = inTurn(order, endHolds({ ...wish, which: (hold) => hold.reason === 'PERSON' }), clearForSourcing(wish.now));
    return { outcome, answer: done('HOLD_RELEASED', '') };
  },
  CANCEL: (deps, order, request) => {
    const outcome = cancelling(deps, { ...request, account: request.account })(order);
    const proposal = openStops(outcome.order).find((stop) => stop.scope === 'WHOLE_ORDER');
    return { outcome, answer: proposal === undefined ? done('ORDER_CANCELLED', '') : done('CANCEL_PROPOSED', proposal.id) };
  },
  REMARK: (deps, order, request) => {
    const text = readRemark(request.reason);
    const id = deps.newId();
    const now = deps.now();
    return {
      outcome: { order, events: [{ kind: 'remark-added', remarkId: id, author: request.account, at: now }] },
      answer: done('REMARK_ADDED', id),
      remark: { id, orderId: order.id, author: request.account, text, now },
    };
  },
};

function isOpenByPerson(hold: Order['holds'][number]): boolean {
  return hold.reason === 'PERSON' && hold.releasedAt === undefined;
}

function personOf(request: BulkRequest) {
  return { kind: 'PERSON', name: request.account } as const;
}

function done(code: string, reference: string): BulkAnswer {
  return { done: true, code, message: '', reference };
}

function refused(code: string, message: string): BulkAnswer {
  return { done: false, code, message, reference: '' };
}
