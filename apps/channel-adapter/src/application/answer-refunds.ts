import type { NewEvent } from '@orderloom/contracts';
import { inTransaction, type Tx } from '@orderloom/outbox';
import { runWithTraceparent, traceparentOf } from '@orderloom/telemetry';
import { endOf, saveExchanges, type End, type OutsideDeps } from './answer-outside.ts';
import { createSender, type Answered, type Sender } from './sender.ts';

export interface PlannedAnswer {
  readonly shopId: string;
  readonly refundId: string;
  readonly orderId: string;
  readonly platformOrderNo: string;
  readonly unknown: boolean;
  readonly attempts: number;
  readonly traceparent: string;
}

export interface SettledAnswer {
  readonly answer: PlannedAnswer;
  readonly state: 'AGREED' | 'REFUSED';
  readonly refusal: string | undefined;
  readonly rawId: string | undefined;
}

export interface RefundAnswers {
  plan(tx: Tx, answers: readonly Omit<PlannedAnswer, 'unknown' | 'attempts'>[], now: Date): Promise<void>;
  claim(limit: number, now: Date, leaseMs: number): Promise<readonly PlannedAnswer[]>;
  /** Answers with those that were still open: what another process has settled meanwhile is told no second time. */
  settle<Settled extends SettledAnswer>(tx: Tx, settled: readonly Settled[], at: Date): Promise<readonly Settled[]>;
  again(tx: Tx, answers: readonly { readonly answer: PlannedAnswer; readonly unknown: boolean; readonly dueAt: Date }[]): Promise<void>;
}

type Deps = OutsideDeps & { readonly answers: RefundAnswers };

interface Told {
  readonly end: End;
  readonly system: string;
  readonly traceparent: string;
}

const LEASE_MS = 30_000;

/** Agrees at the platform the refunds that a confirmed stop settles. Only refunds that the order service names. */
export function createRefundAnswerer(deps: Deps): Sender {
  return createSender({
    name: 'refund-answer',
    log: deps.log,
    claim: (limit) => deps.answers.claim(limit, deps.now(), LEASE_MS),
    ask: (answer) => runWithTraceparent(answer.traceparent, 'refund answer', () => agree(deps, answer)),
    settle: (answered) => settle(deps, answered),
  });
}

async function agree(deps: Deps, answer: PlannedAnswer): Promise<Told | undefined> {
  const channel = deps.channels.get(answer.shopId);
  if (channel === undefined) return undefined;
  const { unknown, attempts, refundId } = answer;
  const look = (): Promise<boolean> => channel.isRefundAgreed(refundId);
  const send = () => channel.agreeRefund(refundId);
  const end = await endOf(deps, { unknown, attempts, look, send }, { refund: refundId });
  if (end.kind === 'refused') deps.log.warn({ order: answer.orderId, refund: refundId }, 'the platform refused the agreement');
  return { end, system: channel.shop.system, traceparent: traceparentOf() ?? '' };
}

async function settle(deps: Deps, answered: readonly Answered<PlannedAnswer, Told>[]): Promise<void> {
  const at = deps.now();
  const heard = answered.flatMap(({ item, end: { end, system } }) =>
    end.kind === 'again' || end.exchange === undefined ? [] : [{ item, system, subject: item.platformOrderNo, exchange: end.exchange }],
  );
  await inTransaction(deps.pool, async (tx) => {
    const ids = await saveExchanges(tx, deps, heard);
    const rawIds = new Map(heard.map(({ item }, index) => [item, ids[index]]));
    const settled = answered.flatMap(({ item: answer, end: { end, ...told } }): (SettledAnswer & Omit<Told, 'end'>)[] => {
      if (end.kind === 'again') return [];
      const common = { ...told, answer, rawId: rawIds.get(answer) };
      return [
        end.kind === 'done' ? { ...common, state: 'AGREED', refusal: undefined } : { ...common, state: 'REFUSED', refusal: end.words },
      ];
    });
    await deps.answers.again(
      tx,
      answered.flatMap(({ item: answer, end: { end } }) => (end.kind === 'again' ? [{ answer, ...end }] : [])),
    );
    const open = await deps.answers.settle(tx, settled, at);
    await deps.outbox.append(
      tx,
      open.flatMap((one) => (one.state === 'REFUSED' ? [] : [answeredEvent(deps, one, at)])),
    );
  });
}

function answeredEvent(deps: Deps, { answer, system, traceparent, rawId }: SettledAnswer & Omit<Told, 'end'>, at: Date): NewEvent {
  const { orderId, platformOrderNo, refundId } = answer;
  return {
    type: 'hub.channel.refund-answered.v1',
    aggregateId: orderId,
    orderId,
    system,
    occurredAt: at,
    rawRef: rawId === undefined ? '' : deps.archive.refOf(rawId),
    traceparent,
    data: { orderId, platformOrderNo, refundId, answeredAt: at },
  };
}
