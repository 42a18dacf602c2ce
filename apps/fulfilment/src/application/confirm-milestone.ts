import { DomainError } from '@orderloom/domain-kernel';
import { inTransaction, keepAnswers, lookUpCommand, printOf, type AskedCommand } from '@orderloom/outbox';
import { v7 as uuidv7 } from 'uuid';
import { confirmable, NotMadeToOrder, type MilestoneFacts, type MilestoneName } from '../domain/milestones.ts';
import type { Base, Tx } from './ports.ts';

export class OrderUnknown extends DomainError {
  readonly code = 'ORDER_NOT_FOUND';
}

export class OrderEnded extends DomainError {
  readonly code = 'ALREADY_ENDED';
}

/** Time or reference makes no sense. */
export class MilestoneUnusable extends DomainError {
  readonly code = 'MILESTONE_UNUSABLE';
  readonly field: string;

  constructor(field: string) {
    super(`The field ${field} cannot be used.`, { field });
    this.field = field;
  }
}

export interface MilestoneWish {
  readonly orderId: string;
  readonly milestone: string;
  readonly happenedAt: Date | undefined;
  /** Number of the production order, the booking or the like. */
  readonly reference: string;
  readonly actor: string;
  /** Whose idempotency key it is. */
  readonly scope: string;
  readonly idempotencyKey: string;
  /** Whether orders of this shop exist for the actor. */
  readonly reaches: (shopId: string) => boolean;
}

/** What of an order its milestones need; the row stays locked, so that two words about one order come one after the other. */
export interface MilestoneOrder {
  readonly shopId: string;
  readonly ended: boolean;
  readonly skus: readonly string[];
  readonly facts: MilestoneFacts;
}

export interface MilestoneStore {
  lock(tx: Tx, orderId: string): Promise<MilestoneOrder | undefined>;
  insert(
    tx: Tx,
    milestone: {
      readonly orderId: string;
      readonly name: MilestoneName;
      readonly happenedAt: Date;
      readonly by: string;
      readonly reference: string;
    },
    now: Date,
  ): Promise<void>;
}

const CLOCK_MS = 600_000;

/** Whoever makes or installs the goods says that a milestone is passed (FUL-06). */
export function confirmMilestone(
  deps: Pick<Base, 'pool' | 'now' | 'append'> & { readonly milestones: MilestoneStore; readonly isMadeToOrder: (sku: string) => boolean },
  wish: MilestoneWish,
): Promise<{ readonly position: number }> {
  const { orderId, milestone, reference, actor, scope } = wish;
  const input = { orderId, milestone, reference, happenedAt: wish.happenedAt?.getTime() };
  const asked: AskedCommand = { scope, key: wish.idempotencyKey, command: 'confirmMilestone', print: printOf(input) };
  return inTransaction(deps.pool, async (tx) => {
    const known = await lookUpCommand(tx, asked);
    if (known.kind === 'answered') return known.answer as { readonly position: number }; // written below with the same shape
    const now = deps.now();
    const happenedAt = wish.happenedAt ?? now;
    if (happenedAt.getTime() > now.getTime() + CLOCK_MS) throw new MilestoneUnusable('happenedAt');
    if (!/^[\w.:/ -]{0,64}$/.test(reference)) throw new MilestoneUnusable('reference');
    const order = await deps.milestones.lock(tx, orderId);
    if (order === undefined || !wish.reaches(order.shopId)) throw new OrderUnknown('No such order that is paid and cleared.', { orderId });
    if (order.ended) throw new OrderEnded('The order has ended.', { orderId });
    if (!order.skus.some(deps.isMadeToOrder)) throw new NotMadeToOrder('Nothing of the order is made to order.', { orderId });
    const { name, position } = confirmable(milestone, order.facts);
    await deps.milestones.insert(tx, { orderId, name, happenedAt, by: actor, reference }, now);
    const common = { aggregateId: orderId, orderId, actor };
    const told = { orderId, milestone: name, position, happenedAt, confirmedBy: actor, reference, confirmedAt: now };
    const act = { auditId: uuidv7(), actorKind: 'ACTOR_KIND_PERSON' as const, actor, deed: 'milestone-confirmed', subjectKind: 'order' };
    await deps.append(tx, [
      { ...common, occurredAt: happenedAt, type: 'hub.fulfilment.milestone-confirmed.v1', data: told },
      {
        ...common,
        type: 'hub.fulfilment.audit-recorded.v1',
        data: { ...act, subjectId: orderId, orderId, details: { milestone: name, reference }, actedAt: now },
      },
    ]);
    await keepAnswers(tx, [{ asked, answer: { position } }], now);
    return { position };
  });
}
