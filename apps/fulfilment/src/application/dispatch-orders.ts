import type { ClaimDispatchRequest, ClaimDispatchResponse, DispatchVerdict } from '@orderloom/contracts/hub/order/v1/service';
import type { NewEvent } from '@orderloom/contracts';
import { inTransaction } from '@orderloom/outbox';
import { setImmediate as afterOthers } from 'node:timers/promises';
import { amountsOf } from '../domain/clearance.ts';
import { addEffects, isUnsent, moveOf, noEffects, type Effects, type FulfilmentState } from './fulfilment-state.ts';
import type { CreateCall, DeliveryOrder, OpenedRecipient, Sender, Tx } from './ports.ts';
import { createOutcomeWriter, type OutcomeDeps } from './take-outcomes.ts';
import { awaitsNumber, markSending, takeVerdict } from './take-verdict.ts';
import { createWarehouseSlots, MOST_IN_CALL } from './warehouse-slots.ts';
import type { DispatchStore } from './dispatch-stores.ts';

const PICK = 400;

export interface DispatchDeps extends OutcomeDeps {
  readonly store: OutcomeDeps['store'] & DispatchStore;
  /** The choke point. Throws when the order service does not answer: nothing is sent then. */
  readonly claimDispatch: (request: ClaimDispatchRequest) => Promise<ClaimDispatchResponse>;
  readonly openRecipients: (tokens: readonly string[]) => Promise<ReadonlyMap<string, OpenedRecipient>>;
  readonly senderOf: (warehouseId: string) => Sender;
  readonly numberBeforePacking: (carrier: string) => boolean;
  readonly onNumberWanted: () => void;
  /** What was ended or superseded gives back what it held. */
  readonly onReleased: () => void;
}

/** A new order whose allocations were granted just now. Neither that nor what is told of it is written yet. */
export interface Granted {
  readonly orderId: string;
  readonly parts: readonly FulfilmentState[];
  readonly sourced: (now: Date) => NewEvent;
}

type NoteLate = (tx: Tx, orderIds: readonly string[]) => Promise<void>;

export interface Dispatcher {
  /** Sends what waits in the table: what was parked, called back, or found its warehouse busy. */
  turn(): Promise<boolean>;
  /** Sends new orders as they stand in memory, without reading them. */
  handOver(granted: readonly Granted[], noteLate: NoteLate): Promise<void>;
  /** Waits for the calls that are under way. */
  settle(): Promise<void>;
}

/** Sends what is allocated and cleared: one claim, one transaction and one call per warehouse for all of a batch. */
export function createDispatcher(deps: DispatchDeps, wake: () => void): Dispatcher {
  const slots = createWarehouseSlots();
  const running = new Set<Promise<void>>();
  const writer = createOutcomeWriter(deps, slots.underWay);
  /** Warehouses for which somebody waits in the table: who comes later waits behind. */
  const behind = new Set<string>();
  /** The choke point did not answer the last time: the lane, which pauses, is the one to try it again. */
  let isDoorClosed = false;

  const start = ({ warehouseId, states, call }: Calling): void => {
    slots.begin(warehouseId);
    const run = call
      .send()
      .catch((error: unknown) => {
        deps.log.warn({ err: error, warehouseId, orders: states.length }, 'outcome of a batch is unknown');
        return { raw: undefined, outcomes: new Map() };
      })
      .then((answer) => {
        slots.end(warehouseId);
        return writer({ states, answer });
      })
      .catch((error: unknown) => deps.log.error({ err: error, warehouseId }, 'batch left for the query'))
      .finally(() => {
        running.delete(run);
        if (behind.size > 0) wake();
      });
    running.add(run);
  };

  /** The rest of what may go now is left to the table. */
  const withRoom = (states: readonly FulfilmentState[], isNew: boolean): readonly FulfilmentState[] =>
    [...Map.groupBy(states, (state) => state.warehouseId)].flatMap(([warehouseId, some]) => {
      const room = isNew && (isDoorClosed || behind.has(warehouseId)) ? 0 : slots.room(warehouseId);
      if (some.length > room) behind.add(warehouseId);
      return some.slice(0, room);
    });

  /** Writes all of `states` as granted and sends those that are `going`; answers with what kept the choke point from answering. */
  const send = async (states: readonly FulfilmentState[], going: readonly FulfilmentState[], settle: Settle): Promise<unknown> => {
    const moves = states.map(moveOf);
    for (const state of states) state.allocation = 'GRANTED';
    const asked = await clear(deps, going);
    if (going.length > 0) isDoorClosed = asked.trouble !== undefined;
    // Before the rows are locked, since a stop may wait for them.
    const built = await callsOf(
      deps,
      going.filter((state) => state.sending === 'SENDING'),
      asked.recipients,
    );
    const calls = await inTransaction(deps.pool, async (tx) => {
      const now = deps.now();
      const advanced = await deps.store.advanceFulfilments(tx, moves, now);
      const effects = noEffects();
      for (const state of going) if (advanced.has(state.id)) addEffects(effects, asked.effects.get(state.id) ?? noEffects());
      const calling = await withoutOthers(deps, built, advanced, asked.recipients);
      await deps.saveRaws(
        tx,
        calling.map(({ call }) => call.raw),
      );
      await deps.store.saveEffects(tx, effects, now);
      await deps.append(tx, await settle(tx, advanced, now));
      if (going.some((state) => advanced.has(state.id) && awaitsNumber(state))) tx.onCommit(deps.onNumberWanted);
      if (effects.releases.length > 0) tx.onCommit(deps.onReleased);
      return calling;
    });
    for (const call of calls) start(call);
    return asked.trouble;
  };

  return {
    turn: async () => {
      const full = slots.full();
      const due = await deps.store.readDue(deps.pool, { now: deps.now(), full, limit: PICK });
      if (due.length < PICK) for (const warehouseId of behind) if (!full.includes(warehouseId)) behind.delete(warehouseId);
      if (due.length === 0) return false;
      const locked = await inTransaction(deps.pool, (tx) => deps.store.lockFulfilments(tx, { ids: due }));
      const going = withRoom(
        locked.filter((state) => isUnsent(state) && state.allocation === 'GRANTED'),
        false,
      );
      const trouble = going.length === 0 ? undefined : await send(going, going, async () => []);
      if (trouble !== undefined) throw trouble;
      return due.length === PICK;
    },
    handOver: async (granted, noteLate) => {
      const states = granted.flatMap(({ parts }) => parts);
      const trouble = await send(states, withRoom(states, true), (tx, advanced, now) => tellSourced(granted, noteLate, tx, advanced, now));
      if (trouble !== undefined) deps.log.warn({ err: trouble, orders: granted.length }, 'sourced orders wait for the choke point');
      if (behind.size > 0 || isDoorClosed) wake();
    },
    settle: async () => {
      await Promise.all(running);
    },
  };
}

type Settle = (tx: Tx, advanced: ReadonlySet<string>, now: Date) => Promise<readonly NewEvent[]>;

/** An order is told as sourced here if all its parts went on as they were; else its rows are read, for something was decided about them. */
async function tellSourced(
  granted: readonly Granted[],
  noteLate: NoteLate,
  tx: Tx,
  advanced: ReadonlySet<string>,
  now: Date,
): Promise<readonly NewEvent[]> {
  const late = granted.filter(({ parts }) => !parts.every((part) => advanced.has(part.id)));
  if (late.length > 0) {
    await noteLate(
      tx,
      late.map(({ orderId }) => orderId),
    );
  }
  return granted.filter((one) => !late.includes(one)).map(({ sourced }) => sourced(now));
}

interface Cleared {
  readonly recipients: ReadonlyMap<string, OpenedRecipient>;
  /** By fulfilment order; of those that may not go. */
  readonly effects: ReadonlyMap<string, Effects>;
  readonly trouble: unknown;
}

/** Asks for clearances and recipients, and marks what goes as sending; without an answer nothing goes. */
async function clear(deps: DispatchDeps, states: readonly FulfilmentState[]): Promise<Cleared> {
  const effects = new Map<string, Effects>();
  let permits: Permits;
  try {
    permits = await askForPermits(deps, states);
  } catch (error) {
    const later = new Date(deps.now().getTime() + 1_000);
    for (const state of states) state.nextTryAt = later;
    return { recipients: new Map(), effects, trouble: error ?? new Error('no clearance') };
  }
  const { verdicts, recipients } = permits;
  const now = deps.now();
  for (const state of states) {
    const own = noEffects();
    if (takeVerdict(state, { verdict: verdicts.get(state.id), recipients, numberBeforePacking: deps.numberBeforePacking, now }, own))
      markSending(state, now);
    else effects.set(state.id, own);
  }
  return { recipients, effects, trouble: undefined };
}

interface Permits {
  readonly verdicts: ReadonlyMap<string, DispatchVerdict>;
  readonly recipients: ReadonlyMap<string, OpenedRecipient>;
}

/** Only who may go has his recipient opened. */
async function askForPermits(deps: DispatchDeps, states: readonly FulfilmentState[]): Promise<Permits> {
  if (states.length === 0) return { verdicts: new Map(), recipients: new Map() };
  const answer = await deps.claimDispatch({
    claims: states.map(({ orderId, id, recipientToken, warehouseId, lines }) => ({
      ...{ orderId, fulfilmentOrderId: id, recipientToken, warehouseId },
      lines: lines.map(({ lineNo, sku, quantity }) => ({ lineNo, sku, quantity })),
    })),
  });
  const verdicts = new Map(answer.verdicts.map((verdict) => [verdict.fulfilmentOrderId, verdict]));
  const cleared = states.filter((state) => verdicts.get(state.id)?.answer === 'DISPATCH_ANSWER_CLEARED');
  const tokens = [...new Set(cleared.map((state) => state.recipientToken))];
  return { verdicts, recipients: tokens.length === 0 ? new Map() : await deps.openRecipients(tokens) };
}

interface Calling {
  readonly warehouseId: string;
  readonly states: readonly FulfilmentState[];
  readonly call: CreateCall;
}

/** Builds one call after the other: whatever else waits in the process has its chance in between. */
async function callsOf(
  deps: DispatchDeps,
  states: readonly FulfilmentState[],
  recipients: ReadonlyMap<string, OpenedRecipient>,
): Promise<readonly Calling[]> {
  const calls: Calling[] = [];
  for (const [warehouseId, some] of Map.groupBy(states, (state) => state.warehouseId)) {
    for (let from = 0; from < some.length; from += MOST_IN_CALL) {
      if (calls.length > 0) await afterOthers();
      const chunk = some.slice(from, from + MOST_IN_CALL);
      const orders = chunk.flatMap((state) => {
        const recipient = recipients.get(state.recipientToken);
        return recipient === undefined ? [] : [deliveryOrder(state, recipient, deps.senderOf(warehouseId))];
      });
      calls.push({ warehouseId, states: chunk, call: deps.link.prepareCreate(orders) });
    }
  }
  return calls;
}

/** The calls as they were built; where something was decided about one of their orders meanwhile, a call of the others. */
async function withoutOthers(
  deps: DispatchDeps,
  built: readonly Calling[],
  advanced: ReadonlySet<string>,
  recipients: ReadonlyMap<string, OpenedRecipient>,
): Promise<readonly Calling[]> {
  const { whole = [], broken = [] } = Object.groupBy(built, ({ states }) =>
    states.every((state) => advanced.has(state.id)) ? 'whole' : 'broken',
  );
  const left = broken.flatMap(({ states }) => states.filter((state) => advanced.has(state.id)));
  return [...whole, ...(await callsOf(deps, left, recipients))];
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
