import type { NewEvent } from '@orderloom/contracts';
import { NEWS_GRAIN_MS, type AcceptedLately } from './accepted-lately.ts';
import { fulfilmentOrderLifecycle } from '../domain/fulfilment-order.ts';
import { doDeed, mayDo, noEffects, safeText, type Effects, type FulfilmentState } from './fulfilment-state.ts';
import type { Base, Tx } from './ports.ts';
import type { ReadPush, WarehousePush } from './pushes.ts';
import { applyRoutes } from './apply-routes.ts';
import { settleStops } from './settle-stops.ts';
import type { FulfilmentStore } from './sourcing-stores.ts';
import type { ParcelStore } from './parcel-store.ts';
import type { PushStore } from './push-store.ts';
import type { StopStore } from './stop-store.ts';
import { applyConfirmation } from './take-confirmation.ts';
import { about, accept, applyCreateOutcome, refuse } from './take-outcome.ts';

export interface PushDeps extends Base {
  readonly store: FulfilmentStore & StopStore & ParcelStore & PushStore;
  readonly accepted: AcceptedLately;
  readonly provinceOfWarehouse: (id: string) => string;
  readonly onOutbound: () => void;
  readonly onRefused: () => void;
}

type Progress = Extract<WarehousePush, { kind: 'PROGRESSED' }>;
type Movement = Extract<WarehousePush, { kind: 'MOVED' }>;

const steps: Readonly<
  Record<
    string,
    'WAREHOUSE_STEP_PRINTED' | 'WAREHOUSE_STEP_PICKED' | 'WAREHOUSE_STEP_CHECKED' | 'WAREHOUSE_STEP_PACKED' | 'WAREHOUSE_STEP_WEIGHED'
  >
> = {
  PRINT: 'WAREHOUSE_STEP_PRINTED',
  PICK: 'WAREHOUSE_STEP_PICKED',
  CHECK: 'WAREHOUSE_STEP_CHECKED',
  PACKAGE: 'WAREHOUSE_STEP_PACKED',
  WEIGH: 'WAREHOUSE_STEP_WEIGHED',
};
/** Sale shipments: each has its own confirmation and must not move the stock a second time. */
const OUTBOUND_TYPE = 'JYCK';

/** Takes all pushes of a batch in one transaction, in the order of their arrival. Answers with the raw refs about things that are unknown here. */
export async function applyPushes(deps: PushDeps, tx: Tx, all: readonly ReadPush[]): Promise<ReadonlySet<string>> {
  const now = deps.now();
  const reads = all.filter(({ push }) => !deps.accepted.isNoNews(push, now));
  const effects = noEffects();
  const unknown = new Set<string>();
  const ids = [...new Set(reads.flatMap(({ push }) => fulfilmentOf(push)))];
  const states = new Map((await deps.store.lockFulfilments(tx, { ids })).map((state) => [state.id, state]));
  const touched = new Set<FulfilmentState>();
  for (const read of reads) {
    const [id] = fulfilmentOf(read.push);
    if (id === undefined) continue;
    const state = states.get(id);
    if (state === undefined) {
      unknown.add(read.rawRef);
      continue;
    }
    touched.add(state);
    applyToFulfilment(state, read, effects, now);
  }
  const lost = await applyRoutes(deps, tx, reads, effects, now);
  for (const rawRef of lost) unknown.add(rawRef);
  await applyMovements(deps, tx, reads, effects);

  await deps.store.saveFulfilments(tx, [...touched], now);
  await settleStops(deps, tx, effects, now);
  await deps.store.saveEffects(tx, effects, now);
  await deps.append(tx, effects.events);
  tx.onCommit(() => deps.accepted.note([...touched]));
  if (effects.confirmations.length > 0) tx.onCommit(deps.onOutbound);
  if (effects.resource.length > 0 || effects.releases.length > 0) tx.onCommit(deps.onRefused);
  return unknown;
}

function fulfilmentOf(push: ReadPush['push']): readonly string[] {
  switch (push.kind) {
    case 'CONFIRMED':
      return [push.confirmation.fulfilmentOrderId];
    case 'ANSWERED':
    case 'PROGRESSED':
    case 'LACKED':
      return [push.fulfilmentOrderId];
    case 'MOVED':
    case 'ROUTED':
      return [];
    default: {
      const never: never = push;
      return never;
    }
  }
}

function applyToFulfilment(state: FulfilmentState, read: ReadPush, effects: Effects, now: Date): void {
  const { push, rawRef, receivedAt, system } = read;
  const telling = { now, rawRef, receivedAt, system };
  switch (push.kind) {
    case 'CONFIRMED':
      return applyConfirmation(state, push.confirmation, effects, telling);
    case 'ANSWERED':
      return applyCreateOutcome(state, push.outcome, effects, { now, rawRef, resolved: true });
    case 'PROGRESSED':
      return applyProgress(state, push, effects, telling);
    case 'LACKED':
      return applyLack(state, push.reason, effects, telling);
    case 'MOVED':
    case 'ROUTED':
      return;
    default: {
      const never: never = push;
      throw new Error(`unknown push ${String(never)}`);
    }
  }
}

function applyProgress(
  state: FulfilmentState,
  progress: Progress,
  effects: Effects,
  telling: { now: Date; rawRef: string; receivedAt: Date; system: string },
): void {
  // Asked after when it is silent for long: for that the minute is enough, and six reports of one wave need not be six writes.
  if (telling.now.getTime() - state.lastNewsAt.getTime() > NEWS_GRAIN_MS) state.lastNewsAt = telling.now;
  switch (progress.status) {
    case 'REJECT':
    case 'REFUSE':
      if (state.status === 'SENT' || state.status === 'ACCEPTED' || state.status === 'STOPPING')
        refuse(state, { code: progress.status, reason: progress.reason || progress.status }, effects, telling);
      return;
    case 'CANCELED':
    case 'CLOSED':
      if (state.status !== 'STOPPING') return;
      doDeed(state, 'stop');
      effects.stopParts.push({ fulfilmentOrderId: state.id, state: 'STOPPED', reason: progress.status, rawRef: telling.rawRef });
      return;
    default:
      break;
  }
  if (state.sending !== 'ANSWERED' && state.sending !== 'NOT') accept(state, progress.wmsOrderId, effects, telling);
  const step = steps[progress.status];
  if (step === undefined) return;
  const deed = step === 'WAREHOUSE_STEP_PICKED' ? 'pick' : step === 'WAREHOUSE_STEP_PACKED' ? 'pack' : undefined;
  // A late report of an earlier step is told, but does not move the state back.
  if (
    deed !== undefined &&
    mayDo(state, deed) &&
    fulfilmentOrderLifecycle.leadsTo(state.status, fulfilmentOrderLifecycle.next(state.status, deed))
  )
    doDeed(state, deed);
  effects.events.push(
    about(
      state,
      telling,
      {
        type: 'hub.fulfilment.warehouse-progressed.v1',
        data: {
          orderId: state.orderId,
          fulfilmentOrderId: state.id,
          warehouseId: state.warehouseId,
          step,
          operator: progress.operator.slice(0, 60),
          steppedAt: progress.at,
        },
      },
      telling.system,
      progress.at,
    ),
  );
}

/** The warehouse misses what its count promised: before anything left this is a refusal. */
function applyLack(
  state: FulfilmentState,
  reason: string,
  effects: Effects,
  telling: { now: Date; rawRef: string; receivedAt: Date; system: string },
): void {
  state.lastNewsAt = telling.now;
  if (state.status === 'SENT' || state.status === 'ACCEPTED') return refuse(state, { code: 'ITEM_LACK', reason }, effects, telling);
  if (state.status === 'OUTBOUND') return;
  state.refusal = safeText(reason);
}

async function applyMovements(deps: PushDeps, tx: Tx, reads: readonly ReadPush[], effects: Effects): Promise<void> {
  const moved = reads.flatMap((read) => (read.push.kind === 'MOVED' ? [{ read, movement: read.push }] : []));
  const counted = moved.filter(({ movement }) => movement.good && movement.orderType !== OUTBOUND_TYPE && movement.delta !== 0);
  if (counted.length === 0) return;
  const keyed = counted.map(({ read, movement }) => ({ read, movement, bizKey: keyOf(movement) }));
  const unique = [...new Map(keyed.map((one) => [`${one.movement.warehouseId} ${one.bizKey} ${one.movement.sku}`, one])).values()];
  const fresh = await deps.store.insertMovements(
    tx,
    unique.map(({ movement, bizKey }) => ({
      warehouseId: movement.warehouseId,
      bizKey,
      sku: movement.sku,
      delta: movement.delta,
      movedAt: movement.at,
    })),
  );
  const news = unique.filter((one) => fresh.has(`${one.movement.warehouseId} ${one.bizKey} ${one.movement.sku}`));
  for (const group of Map.groupBy(news, (one) => `${one.movement.warehouseId} ${one.read.rawRef}`).values()) {
    const [first] = group;
    if (first === undefined) continue;
    effects.events.push(
      movedEvent(
        group.map((one) => one.movement),
        first.read,
      ),
    );
  }
}

function keyOf(movement: Movement): string {
  const named = movement.bizCode === '' ? movement.at.toISOString() : movement.bizCode;
  return `${movement.orderType}/${named}`;
}

function movedEvent(movements: readonly Movement[], read: ReadPush): NewEvent {
  const [first] = movements;
  const warehouseId = first?.warehouseId ?? '';
  return {
    type: 'hub.fulfilment.stock-moved.v1',
    aggregateId: warehouseId,
    system: read.system,
    actor: read.system,
    occurredAt: first?.at ?? read.receivedAt,
    receivedAt: read.receivedAt,
    rawRef: read.rawRef,
    data: {
      warehouseId,
      items: movements.map((movement) => ({ sku: movement.sku, delta: movement.delta, bizCode: keyOf(movement) })),
      movedAt: first?.at ?? read.receivedAt,
    },
  };
}
