import type { ClaimDispatchRequest, ClaimDispatchResponse, DispatchVerdict } from '@orderloom/contracts/hub/order/v1/service';
import { inTransaction } from '@orderloom/outbox';
import { amountsOf } from '../domain/clearance.ts';
import { parcelId } from '../domain/fulfilment-order.ts';
import { doDeed, isUnsent, noEffects, safeText, type FulfilmentState } from './fulfilment-state.ts';
import { backOffMs } from './lane.ts';
import type { Base, CreateOutcome, DeliveryOrder, OpenedRecipient, Sender, WarehouseLink } from './ports.ts';
import { applyCreateOutcome } from './take-outcome.ts';
import { settleStops } from './settle-stops.ts';
import type { DispatchStore, DueFulfilment } from './dispatch-stores.ts';
import type { FulfilmentStore } from './sourcing-stores.ts';
import type { StopStore } from './stop-store.ts';

const PICK = 400;
/** Qimen's greatest batch. */
const BATCH = 50;
const CALLS_PER_WAREHOUSE = 2;
/** The claim overtook the news of our own decision: it is there in a moment. */
const DECISION_UNDER_WAY = 'DECISION_UNDER_WAY';

export interface DispatchDeps extends Base {
  readonly store: FulfilmentStore & DispatchStore & StopStore;
  /** The choke point. Throws when the order service does not answer: nothing is sent then. */
  readonly claimDispatch: (request: ClaimDispatchRequest) => Promise<ClaimDispatchResponse>;
  readonly openRecipients: (tokens: readonly string[]) => Promise<ReadonlyMap<string, OpenedRecipient>>;
  readonly link: WarehouseLink;
  readonly senderOf: (warehouseId: string) => Sender;
  readonly numberBeforePacking: (carrier: string) => boolean;
  readonly onSent: () => void;
  readonly onNumberWanted: () => void;
}

export interface Dispatcher {
  turn(): Promise<boolean>;
  /** Waits for the calls that are under way. */
  settle(): Promise<void>;
}

/** Sends what is allocated and cleared. A slow warehouse fills its own slots and holds up nobody else. */
export function createDispatcher(deps: DispatchDeps, wake: () => void): Dispatcher {
  const calls = new Map<string, number>();
  const running = new Set<Promise<void>>();

  const send = (warehouseId: string, ids: readonly string[], recipients: ReadonlyMap<string, OpenedRecipient>): void => {
    calls.set(warehouseId, (calls.get(warehouseId) ?? 0) + 1);
    const call = sendBatch(deps, ids, recipients)
      .catch((error: unknown) => deps.log.error({ err: error, warehouseId }, 'batch left for the query'))
      .finally(() => {
        calls.set(warehouseId, (calls.get(warehouseId) ?? 1) - 1);
        running.delete(call);
        wake();
      });
    running.add(call);
  };

  return {
    turn: async () => {
      const full = [...calls].filter(([, count]) => count >= CALLS_PER_WAREHOUSE).map(([warehouseId]) => warehouseId);
      const due = await deps.store.readDue(deps.pool, { now: deps.now(), full, limit: PICK });
      if (due.length === 0) return false;
      const { cleared, recipients } = await clear(deps, due);
      for (const [warehouseId, some] of Map.groupBy(cleared, (one) => one.warehouseId)) {
        const room = CALLS_PER_WAREHOUSE - (calls.get(warehouseId) ?? 0);
        for (let from = 0, used = 0; from < some.length && used < room; from += BATCH, used += 1) {
          send(
            warehouseId,
            some.slice(from, from + BATCH).map((one) => one.id),
            recipients,
          );
        }
      }
      return due.length === PICK;
    },
    settle: async () => {
      await Promise.all(running);
    },
  };
}

/** Asks for the clearance and the recipients of all that is due, and writes down what may not go. */
async function clear(deps: DispatchDeps, due: readonly DueFulfilment[]) {
  const claims = due.map((one) => ({ orderId: one.orderId, fulfilmentOrderId: one.id, recipientToken: one.recipientToken }));
  let verdicts: ReadonlyMap<string, DispatchVerdict>;
  let recipients: ReadonlyMap<string, OpenedRecipient>;
  try {
    const answer = await deps.claimDispatch({ claims });
    verdicts = new Map(answer.verdicts.map((verdict) => [verdict.fulfilmentOrderId, verdict]));
    const tokens = due.filter((one) => verdicts.get(one.id)?.answer === 'DISPATCH_ANSWER_CLEARED').map((one) => one.recipientToken);
    recipients = tokens.length === 0 ? new Map() : await deps.openRecipients([...new Set(tokens)]);
  } catch (error) {
    await deps.store.postpone(
      deps.pool,
      due.map((one) => one.id),
      new Date(deps.now().getTime() + 1_000),
    );
    throw error;
  }
  const cleared = await inTransaction(deps.pool, async (tx) => {
    const states = (await deps.store.lockFulfilments(tx, { ids: due.map((one) => one.id) })).filter(isUnsent);
    const effects = noEffects();
    const now = deps.now();
    const mayGo = states.filter((state) => takeVerdict(deps, state, verdicts.get(state.id), recipients, effects, now));
    await deps.store.saveFulfilments(tx, states, now);
    await deps.store.saveEffects(tx, effects, now);
    if (mayGo.some((state) => awaitsNumber(state))) tx.onCommit(deps.onNumberWanted);
    return mayGo.filter((state) => !awaitsNumber(state)).map((state) => ({ id: state.id, warehouseId: state.warehouseId }));
  });
  return { cleared, recipients };
}

/** Whether it may go to the warehouse now; everything else is written into state and effects. */
function takeVerdict(
  deps: DispatchDeps,
  state: FulfilmentState,
  verdict: DispatchVerdict | undefined,
  recipients: ReadonlyMap<string, OpenedRecipient>,
  effects: ReturnType<typeof noEffects>,
  now: Date,
): boolean {
  const park = (reason: string, milliseconds: number): false => {
    state.parkedReason = reason;
    state.nextTryAt = new Date(now.getTime() + milliseconds);
    return false;
  };
  switch (verdict?.answer) {
    case 'DISPATCH_ANSWER_CLEARED':
      if (!recipients.has(state.recipientToken)) return park('RECIPIENT_MISSING', 30_000);
      state.parkedReason = '';
      if (state.status === 'PLANNED') doDeed(state, 'clear');
      if (deps.numberBeforePacking(state.carrier) && state.parcels.length === 0) {
        state.parcels.push({
          id: parcelId(state.id, 1),
          carrier: state.carrier,
          trackingNumber: null,
          waybill: 'WANTED',
          weightGrams: 0,
          outboundAt: null,
          rawRef: '',
          lines: state.lines.map(({ lineNo, sku, quantity }) => ({ lineNo, sku, quantity })),
          touched: true,
        });
      }
      return true;
    case 'DISPATCH_ANSWER_HELD':
      // Parked with its allocation: most holds end soon, and the goods are reserved for this order in any case.
      return park(`HELD: ${safeText(verdict.reason)}`, verdict.reason === DECISION_UNDER_WAY ? 1_000 : 60_000);
    case 'DISPATCH_ANSWER_STALE':
      doDeed(state, 'supersede');
      effects.releases.push({ fulfilmentOrderId: state.id, orderId: state.orderId, reason: 'order changed before it was sent' });
      return false;
    case 'DISPATCH_ANSWER_ENDED':
      doDeed(state, 'stop');
      effects.ended.push({ orderId: state.orderId, status: 'ENDED', reason: 'order ended' });
      return false;
    default:
      return park('NO_VERDICT', 5_000);
  }
}

function awaitsNumber(state: FulfilmentState): boolean {
  return state.parcels.some((parcel) => parcel.waybill === 'WANTED');
}

/** Marks as sent, sends, and writes down what came back; a crash in between leaves SENDING for the query. */
async function sendBatch(deps: DispatchDeps, ids: readonly string[], recipients: ReadonlyMap<string, OpenedRecipient>): Promise<void> {
  const orders = await inTransaction(deps.pool, async (tx) => {
    const states = (await deps.store.lockFulfilments(tx, { ids })).filter((state) => isUnsent(state) && state.status === 'CLEARED');
    const now = deps.now();
    for (const state of states) {
      doDeed(state, 'send');
      state.sending = 'SENDING';
      state.attempts += 1;
      state.sentAt ??= now;
      state.lastNewsAt = now;
      state.nextTryAt = new Date(now.getTime() + 60_000);
    }
    await deps.store.saveFulfilments(tx, states, now);
    return states.flatMap((state) => {
      const recipient = recipients.get(state.recipientToken);
      return recipient === undefined ? [] : [deliveryOrder(state, recipient, deps.senderOf(state.warehouseId))];
    });
  });
  if (orders.length === 0) return;
  const sentIds = orders.map((order) => order.fulfilmentOrderId);
  let rawRef = '';
  let outcomes: ReadonlyMap<string, CreateOutcome>;
  try {
    const answer = await deps.link.createMany(orders);
    rawRef = answer.rawRef;
    outcomes = answer.outcomes;
  } catch (error) {
    deps.log.warn({ err: error, orders: orders.length }, 'outcome of a batch is unknown');
    outcomes = new Map(sentIds.map((id) => [id, { kind: 'UNKNOWN', reason: 'no answer' }]));
  }
  await takeOutcomes(deps, outcomes, rawRef);
}

export async function takeOutcomes(
  deps: Pick<DispatchDeps, 'pool' | 'now' | 'store' | 'append' | 'onSent'>,
  outcomes: ReadonlyMap<string, CreateOutcome>,
  rawRef: string,
): Promise<void> {
  await inTransaction(deps.pool, async (tx) => {
    const now = deps.now();
    const states = await deps.store.lockFulfilments(tx, { ids: [...outcomes.keys()] });
    const effects = noEffects();
    for (const state of states) {
      const outcome = outcomes.get(state.id);
      if (outcome !== undefined) applyCreateOutcome(state, outcome, effects, { now, rawRef, resolved: false });
    }
    await deps.store.saveFulfilments(tx, states, now);
    await settleStops(deps, tx, effects, now);
    await deps.store.saveEffects(tx, effects, now);
    await deps.append(tx, effects.events);
    tx.onCommit(deps.onSent);
  });
}

function deliveryOrder(state: FulfilmentState, recipient: OpenedRecipient, sender: Sender): DeliveryOrder {
  const { clearance } = state;
  return {
    fulfilmentOrderId: state.id,
    orderId: state.orderId,
    warehouseId: state.warehouseId,
    channel: clearance.channel,
    shopId: clearance.shopId,
    platformOrderNo: clearance.platformOrderNo,
    carrier: state.carrier,
    trackingNumber: state.parcels.find((parcel) => parcel.trackingNumber !== null)?.trackingNumber ?? '',
    urgent: state.raised,
    split:
      clearance.lines.reduce((units, line) => units + line.quantity, 0) !== state.lines.reduce((units, line) => units + line.quantity, 0),
    placedAt: clearance.placedAt === '' ? state.createdAt : new Date(clearance.placedAt),
    paidAt: clearance.paidAt === '' ? undefined : new Date(clearance.paidAt),
    amounts: amountsOf(state.lines, state.freightFen),
    lines: state.lines,
    sender,
    recipient,
  };
}

export function postponed(now: Date, attempts: number): Date {
  return new Date(now.getTime() + backOffMs(attempts));
}
