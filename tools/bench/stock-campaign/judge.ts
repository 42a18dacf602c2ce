import type { FinalState } from './final-state.ts';
import { LOST, type Deed, type Logged } from './history.ts';

/** A claim about the run; `faults` say where it does not hold. */
export interface Verdict {
  readonly claim: string;
  readonly compared: number;
  readonly faults: readonly string[];
}

/** Judges a run by what the clients wrote down and by what stands in the tables, and by nothing that the hub says of itself. */
export function judge(
  history: readonly Logged[],
  state: FinalState,
  run: { readonly holdMs: number; readonly drop: { readonly sku: string; readonly units: number } },
): readonly Verdict[] {
  const orders = ordersOf(history, state);
  return [
    ...answersHold(orders),
    ...holdsEndOnce(orders),
    ...finalHolds(orders, state),
    ...countersAgree(state),
    neverOversold(orders, state, run.holdMs),
    dropIsExact(orders, run.drop),
    nothingFromNowhere(orders),
  ];
}

type Entry = FinalState['ledger'][number];

interface Order {
  readonly id: string;
  readonly calls: ReadonlyMap<Deed, Logged>;
  readonly entries: readonly Entry[];
  readonly final: FinalState['orders'][number] | undefined;
}

function ordersOf(history: readonly Logged[], state: FinalState): readonly Order[] {
  const calls = Map.groupBy(history, (call) => call.orderId);
  const entries = Map.groupBy(
    state.ledger.filter((entry) => entry.orderId !== ''),
    (entry) => entry.orderId,
  );
  const finals = new Map(state.orders.map((order) => [order.orderId, order]));
  return [...new Set([...calls.keys(), ...entries.keys(), ...finals.keys()])].map((id) => ({
    id,
    calls: new Map((calls.get(id) ?? []).map((call) => [call.deed, call])),
    entries: entries.get(id) ?? [],
    final: finals.get(id),
  }));
}

const heard = (call: Logged | undefined): readonly string[] =>
  (call?.answers ?? []).map(({ answer }) => answer).filter((answer) => answer !== LOST);
const isGranted = (order: Order, deed: Deed): boolean => heard(order.calls.get(deed)).includes('GRANTED');
const booked = (order: Order, kinds: readonly string[], source?: string): readonly Entry[] =>
  order.entries.filter((entry) => kinds.includes(entry.kind) && (source === undefined || entry.source === source));

function answersHold(orders: readonly Order[]): readonly Verdict[] {
  const unanswered: string[] = [];
  const changed: string[] = [];
  const notOnce: string[] = [];
  let calls = 0;
  for (const order of orders) {
    for (const call of order.calls.values()) {
      calls += 1;
      const answers = heard(call);
      if (answers.length === 0) unanswered.push(call.claimId);
      // A refusal may turn out otherwise later, a grant never.
      const first = answers.indexOf('GRANTED');
      if (first >= 0 && answers.slice(first).some((answer) => answer !== 'GRANTED')) changed.push(`${call.claimId}: ${answers.join(', ')}`);
      if (call.deed === 'REUSE' && answers.some((answer) => answer !== 'KEY_REUSED'))
        changed.push(`${call.claimId}: ${answers.join(', ')}`);
      const kind = call.deed === 'RESERVE' || call.deed === 'ALLOCATE' ? call.deed : undefined;
      if (kind === undefined) continue;
      const made = booked(order, [kind], call.claimId);
      const units = made.reduce((sum, entry) => sum + entry.reserved + entry.allocated, 0);
      const due = first >= 0 ? 1 : 0;
      if (made.length !== due || units !== due * call.quantity)
        notOnce.push(`${call.claimId}: booked ${made.length} times, ${units} units`);
    }
  }
  return [
    { claim: 'every call has an answer in the end', compared: calls, faults: unanswered },
    {
      claim: 'what was granted is granted when it is asked again, and its id is of no use for anything else',
      compared: calls,
      faults: changed,
    },
    { claim: 'a claim is booked once where it was granted, and never where it was not', compared: calls, faults: notOnce },
  ];
}

const ENDS = ['RELEASE', 'EXPIRE', 'CONSUME'];

function holdsEndOnce(orders: readonly Order[]): readonly Verdict[] {
  const faults: string[] = [];
  const unallocated: string[] = [];
  for (const order of orders) {
    let held = 0;
    let allocated = 0;
    for (const entry of order.entries) {
      const before = held;
      held += entry.reserved;
      allocated += entry.allocated;
      // A hold is whole: it begins where nothing is held and ends where all of it goes.
      if (entry.kind === 'RESERVE' && before !== 0) faults.push(`${order.id}: held twice`);
      if (ENDS.includes(entry.kind) && (before === 0 || held !== 0))
        faults.push(`${order.id}: ended ${before === 0 ? 'twice' : 'in part'}`);
      if (allocated < 0 || allocated > held) unallocated.push(`${order.id}: ${allocated} of ${held} at ${entry.position}`);
    }
    if (held !== (order.final?.held ?? 0)) faults.push(`${order.id}: ${held} by the ledger, ${order.final?.held ?? 0} held`);
    if (allocated !== (order.final?.allocated ?? 0)) unallocated.push(`${order.id}: ${allocated} by the ledger at the end`);
  }
  return [
    { claim: 'each hold ends exactly once', compared: orders.length, faults },
    { claim: 'nothing is tied to a warehouse that is not held', compared: orders.length, faults: unallocated },
  ];
}

function finalHolds(orders: readonly Order[], state: FinalState): readonly Verdict[] {
  const lost: string[] = [];
  const left: string[] = [];
  const free = new Map(state.pools.map((pool) => [pool.sku, pool.onHand - pool.reserved - pool.safety]));
  let paid = 0;
  for (const order of orders) {
    const payment = order.calls.get('PAY');
    const { held = 0, state: stands = 'none' } = order.final ?? {};
    if (payment !== undefined && heard(payment).length > 0) {
      paid += 1;
      const isServed = stands === 'CONFIRMED' && held === payment.quantity;
      const isShort = stands === 'WAITING' && held === 0 && (free.get(payment.sku) ?? 0) < payment.quantity;
      if (!isServed && !isShort) lost.push(`${order.id}: ${stands}, ${held} of ${payment.quantity} held, ${free.get(payment.sku)} free`);
    } else if (held !== 0) left.push(`${order.id}: ${stands}, ${held} held`);
  }
  return [
    { claim: 'no sale is lost: a paid order has its stock, or waits for what is not there', compared: paid, faults: lost },
    { claim: 'what nobody paid for is free again', compared: orders.length - paid, faults: left },
  ];
}

function countersAgree(state: FinalState): readonly Verdict[] {
  const sum = <Row>(rows: readonly Row[], of: (row: Row) => number): number => rows.reduce((units, row) => units + of(row), 0);
  const entries = Map.groupBy(state.ledger, (entry) => entry.sku);
  const orders = Map.groupBy(state.orders, (order) => order.sku);
  const allocations = Map.groupBy(state.allocations, (one) => `${one.sku} ${one.warehouseId}`);
  const faults = state.pools.flatMap(({ sku, onHand, reserved }) => {
    const own = entries.get(sku) ?? [];
    const said = [
      sum(own, (entry) => entry.onHand),
      sum(own, (entry) => entry.reserved),
      sum(orders.get(sku) ?? [], (order) => order.held),
    ];
    return said[0] === onHand && said[1] === reserved && said[2] === reserved
      ? []
      : [`${sku}: ${onHand}, ${reserved}; ledger and orders ${said.join(', ')}`];
  });
  const shelves = state.shelves.flatMap(({ sku, warehouseId, allocated }) => {
    const own = (entries.get(sku) ?? []).filter((entry) => entry.warehouseId === warehouseId);
    const said = [sum(own, (entry) => entry.allocated), sum(allocations.get(`${sku} ${warehouseId}`) ?? [], (one) => one.quantity)];
    return said[0] === allocated && said[1] === allocated
      ? []
      : [`${sku} ${warehouseId}: ${allocated}; ledger and allocations ${said.join(', ')}`];
  });
  const over = state.pools.filter(({ reserved, onHand }) => reserved > onHand).map(({ sku }) => sku);
  return [
    { claim: 'counters = ledger = holds', compared: state.pools.length, faults },
    { claim: 'each shelf = ledger = allocations', compared: state.shelves.length, faults: shelves },
    { claim: 'reserved <= on hand', compared: state.pools.length, faults: over },
  ];
}

/** By the clients' clocks alone: from the answer until its end was asked for, or the hold could first have expired. */
function neverOversold(orders: readonly Order[], state: FinalState, holdMs: number): Verdict {
  const moments = new Map<string, { readonly at: number; readonly units: number }[]>();
  for (const order of orders) {
    const reserve = order.calls.get('RESERVE');
    const from = reserve?.answers.find(({ answer }) => answer === 'GRANTED')?.at;
    if (reserve === undefined || from === undefined) continue;
    const until = Math.min((reserve.askedAt[0] ?? 0) + holdMs, order.calls.get('RELEASE')?.askedAt[0] ?? Number.POSITIVE_INFINITY);
    if (until <= from) continue;
    const own = moments.get(reserve.sku) ?? [];
    own.push({ at: from, units: reserve.quantity }, { at: until, units: -reserve.quantity });
    moments.set(reserve.sku, own);
  }
  const faults: string[] = [];
  for (const { sku, onHand } of state.pools) {
    let held = 0;
    let most = 0;
    // What ends and what begins in one millisecond may have been in either order.
    for (const { units } of (moments.get(sku) ?? []).toSorted((a, b) => a.at - b.at || a.units - b.units))
      most = Math.max(most, (held += units));
    if (most > onHand) faults.push(`${sku}: ${most} held at once of ${onHand}`);
  }
  return { claim: 'no moment at which clients surely held more than there is', compared: state.pools.length, faults };
}

function dropIsExact(orders: readonly Order[], drop: { readonly sku: string; readonly units: number }): Verdict {
  const wanted = orders.filter((order) => order.calls.get('RESERVE')?.sku === drop.sku);
  const winners = wanted.filter((order) => isGranted(order, 'RESERVE')).length;
  const held = wanted.reduce((sum, order) => sum + (order.final?.held ?? 0), 0);
  const isExact = winners === drop.units && held === drop.units;
  return {
    claim: `${drop.units} units have exactly ${drop.units} winners`,
    compared: wanted.length,
    faults: isExact ? [] : [`${winners} winners, ${held} units held`],
  };
}

function nothingFromNowhere(orders: readonly Order[]): Verdict {
  const faults = orders.filter((order) => !order.calls.has('RESERVE')).map((order) => order.id);
  return { claim: 'no order that nobody asked for', compared: orders.length, faults };
}
