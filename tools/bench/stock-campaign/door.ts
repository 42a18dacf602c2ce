import { StockClaimsDefinition, type ClaimResult } from '@orderloom/contracts/hub/inventory/v1/service';
import { storedEvent, type HubEvent } from '@orderloom/contracts';
import { publishBatch, type HubConnection } from '@orderloom/messaging';
import { rpcClient } from '@orderloom/rpc';
import { randomInt, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { LOST, type Call, type HistoryWriter } from './history.ts';

const CALLS_PER_MESSAGE = 250;
const MESSAGES_AT_ONCE = 4;

/** Where all buyers ask. A call that got no answer is asked again, with the same id, until it has one. */
export interface StockDoor {
  ask(call: Call): Promise<string>;
  /** Calls that were answered. */
  readonly answered: () => number;
  close(): void;
}

export function openDoor(options: {
  readonly address: string;
  readonly internalKey: string;
  readonly hub: HubConnection;
  readonly history: HistoryWriter;
}): StockDoor {
  const client = rpcClient(StockClaimsDefinition, options.address, {
    internalKey: options.internalKey,
    caller: 'fulfilment',
    deadlineMs: 5_000,
  });
  let seq = 0n;
  let answered = 0;

  const send = async (lane: Lane, calls: readonly Call[]): Promise<readonly string[]> => {
    const lines = ({ sku, quantity }: Call) => [{ lineNo: '1', sku, quantity }];
    switch (lane) {
      case 'RESERVE': {
        const claims = calls.map((call) => ({ claimId: call.claimId, orderId: call.orderId, lines: lines(call) }));
        return wordsOf(calls, (await client.call.reserveMany({ claims })).results);
      }
      case 'ALLOCATE': {
        const claims = calls.map((call) => ({
          claimId: call.claimId,
          orderId: call.orderId,
          warehouseId: warehouseOf(call),
          lines: lines(call),
        }));
        return wordsOf(calls, (await client.call.allocateMany({ claims })).results);
      }
      case 'RELEASE': {
        const claims = calls.map((call) => ({
          claimId: call.claimId,
          orderId: call.orderId,
          lines: [],
          keepReservation: call.deed === 'TAKE_BACK',
          warehouseId: call.deed === 'TAKE_BACK' ? warehouseOf(call) : '',
          reason: 'campaign',
        }));
        return wordsOf(calls, (await client.call.releaseMany({ claims })).results);
      }
      case 'PAY': {
        const events = calls.map((call) => paymentOf(call, (seq += 1n)));
        await publishBatch(options.hub, {
          context: 'order',
          type: 'hub.order.payment-confirmed.v1',
          bundles: events.map(storedEvent),
          mark: { settled: seq, fence: 1n },
        });
        return calls.map(() => 'TOLD');
      }
    }
  };

  const lanes = new Map<Lane, (call: Call) => Promise<string | Unanswered>>(
    (['RESERVE', 'ALLOCATE', 'RELEASE', 'PAY'] as const).map((lane) => [lane, gather((calls) => send(lane, calls))]),
  );
  return {
    ask: async (call) => {
      const lane = lanes.get(laneOf(call));
      for (let tries = 0; ; tries += 1) {
        options.history.asked(call);
        const answer = (await lane?.(call)) ?? { cause: 'no lane' };
        options.history.answered(call, typeof answer === 'string' ? answer : LOST);
        if (typeof answer === 'string') {
          answered += 1;
          return answer;
        }
        if (tries > 600) throw new Error(`${call.claimId} has no answer after ${tries} tries: ${String(answer.cause)}`, answer);
        await pause(randomInt(30, 300));
      }
    },
    answered: () => answered,
    close: () => client.close(),
  };
}

/** The last failure of a call, so that a campaign that stops says why. */
interface Unanswered {
  readonly cause: unknown;
}

type Lane = 'RESERVE' | 'ALLOCATE' | 'RELEASE' | 'PAY';

function laneOf({ deed }: Call): Lane {
  return deed === 'REUSE' ? 'RESERVE' : deed === 'TAKE_BACK' ? 'RELEASE' : deed;
}

export function warehouseOf({ orderId }: Pick<Call, 'orderId'>): string {
  return orderId.endsWith('0') ? 'WH-2' : 'WH-1';
}

/** Calls of one moment travel together; a message that fails leaves all of its calls without an answer. */
function gather(send: (calls: readonly Call[]) => Promise<readonly string[]>): (call: Call) => Promise<string | Unanswered> {
  const waiting: { readonly call: Call; readonly settle: (answer: string | Unanswered) => void }[] = [];
  let underWay = 0;
  const go = async (): Promise<void> => {
    if (underWay >= MESSAGES_AT_ONCE || waiting.length === 0) return;
    underWay += 1;
    const part = waiting.splice(0, CALLS_PER_MESSAGE);
    const answers = await send(part.map(({ call }) => call)).catch((cause: unknown) => ({ cause }));
    part.forEach(({ settle }, nth) =>
      settle('cause' in answers ? answers : (answers[nth] ?? { cause: 'the message had no answer for it' })),
    );
    underWay -= 1;
    setImmediate(() => void go());
  };
  return (call) =>
    new Promise((settle) => {
      waiting.push({ call, settle });
      setImmediate(() => void go());
    });
}

/** An answer that is not about its question counts as none. */
function wordsOf(calls: readonly Call[], results: readonly ClaimResult[]): readonly string[] {
  if (results.length !== calls.length || results.some((result, nth) => result.claimId !== calls[nth]?.claimId)) {
    throw new Error('answers that are not about their questions');
  }
  return results.map((result) => result.answer.replace('CLAIM_ANSWER_', ''));
}

function paymentOf(call: Call, outboxSeq: bigint): HubEvent<'hub.order.payment-confirmed.v1'> {
  const now = new Date();
  return {
    id: randomUUID(),
    type: 'hub.order.payment-confirmed.v1',
    aggregateId: call.orderId,
    aggregateVersion: 0,
    orderId: call.orderId,
    system: 'hub',
    actor: 'campaign',
    occurredAt: now,
    receivedAt: now,
    recordedAt: now,
    rawRef: '',
    traceparent: '',
    outboxSeq,
    data: {
      orderId: call.orderId,
      channel: 'DY',
      shopId: 'campaign',
      platformOrderNo: call.orderId,
      paidAt: now,
      paidAmount: { minor: 100n, currency: 'CNY' },
      lines: [{ lineNo: '1', sku: call.sku, quantity: call.quantity }],
    },
  };
}
