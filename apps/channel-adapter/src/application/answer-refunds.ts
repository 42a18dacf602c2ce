import { inTransaction, type Tx } from '@orderloom/outbox';
import { runWithTraceparent } from '@orderloom/telemetry';
import { backOff, createSender, saveExchange, sendOnce, type OutsideDeps, type Sender } from './answer-outside.ts';
import type { Exchange } from './ports.ts';

export interface PlannedAnswer {
  readonly shopId: string;
  readonly refundId: string;
  readonly orderId: string;
  readonly platformOrderNo: string;
  readonly unknown: boolean;
  readonly attempts: number;
  readonly traceparent: string;
}

export interface RefundAnswers {
  plan(tx: Tx, answers: readonly Omit<PlannedAnswer, 'unknown' | 'attempts'>[], now: Date): Promise<void>;
  claim(limit: number, now: Date, leaseMs: number): Promise<readonly PlannedAnswer[]>;
  settle(
    tx: Tx,
    answer: PlannedAnswer,
    end: {
      readonly state: 'AGREED' | 'REFUSED';
      readonly refusal: string | undefined;
      readonly rawId: string | undefined;
      readonly at: Date;
    },
  ): Promise<void>;
  again(answer: PlannedAnswer, at: { readonly unknown: boolean; readonly dueAt: Date }): Promise<void>;
}

type Deps = OutsideDeps & { readonly answers: RefundAnswers };

/** Agrees at the platform the refunds that a confirmed stop settles. Only refunds that the order service names. */
export function createRefundAnswerer(deps: Deps): Sender {
  return createSender({
    name: 'refund-answer',
    log: deps.log,
    claim: () => deps.answers.claim(16, deps.now(), 30_000),
    handle: (answer) => runWithTraceparent(answer.traceparent, 'refund answer', () => agree(deps, answer)),
  });
}

async function agree(deps: Deps, answer: PlannedAnswer): Promise<void> {
  const channel = deps.channels.get(answer.shopId);
  if (channel === undefined) return;
  let unknown = answer.unknown;
  try {
    const outcome = await sendOnce({
      unknown,
      look: () => channel.isRefundAgreed(answer.refundId),
      send: () => channel.agreeRefund(answer.refundId),
    });
    switch (outcome.kind) {
      case 'found':
        return await settle(deps, channel.shop.system, answer, { state: 'AGREED', refusal: undefined, exchange: undefined });
      case 'done':
        return await settle(deps, channel.shop.system, answer, { state: 'AGREED', refusal: undefined, exchange: outcome.exchange });
      case 'refused':
        deps.log.warn({ order: answer.orderId, refund: answer.refundId }, 'the platform refused the agreement');
        return await settle(deps, channel.shop.system, answer, { state: 'REFUSED', refusal: outcome.words, exchange: outcome.exchange });
      case 'later':
        unknown = false;
        break;
      case 'unknown':
        unknown = true;
        break;
    }
  } catch (error) {
    deps.log.warn({ refund: answer.refundId, err: error }, 'refund not looked up');
  }
  await deps.answers.again(answer, { unknown, dueAt: backOff(answer.attempts, deps.now()) });
}

async function settle(
  deps: Deps,
  system: string,
  answer: PlannedAnswer,
  end: { readonly state: 'AGREED' | 'REFUSED'; readonly refusal: string | undefined; readonly exchange: Exchange | undefined },
): Promise<void> {
  const at = deps.now();
  await inTransaction(deps.pool, async (tx) => {
    const rawId = end.exchange === undefined ? undefined : await saveExchange(tx, deps, system, answer.platformOrderNo, end.exchange);
    await deps.answers.settle(tx, answer, { state: end.state, refusal: end.refusal, rawId, at });
    if (end.state === 'REFUSED') return;
    await deps.outbox.append(tx, [
      {
        type: 'hub.channel.refund-answered.v1',
        aggregateId: answer.orderId,
        orderId: answer.orderId,
        system,
        occurredAt: at,
        rawRef: rawId === undefined ? '' : deps.archive.refOf(rawId),
        data: { orderId: answer.orderId, platformOrderNo: answer.platformOrderNo, refundId: answer.refundId, answeredAt: at },
      },
    ]);
  });
}
