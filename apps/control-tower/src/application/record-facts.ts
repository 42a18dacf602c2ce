import { contextOf, discriminated, type AnyHubEvent, type HubEvent, type NewEvent } from '@orderloom/contracts';
import type { AuditRecorded } from '@orderloom/contracts/hub/common/v1/types';
import type { Tx } from '@orderloom/outbox';
import type { TwinState } from '../domain/twin-state.ts';
import { poolOfHold, type WorkItemChange } from '../domain/work-items.ts';
import { foldIntoRows } from './fold-into-rows.ts';
import { platformKey, type PlacedFact, type PlatformKey, type TowerDeps, type WorkItemRow } from './ports.ts';
import { signalsOf } from './signals-of.ts';
import { twinsChanged } from './twins-changed.ts';
import { workItemChanges } from './work-item-changes.ts';

/** Takes a batch of facts of all kinds: each goes to its order's story, moves its row, its work items and the audit log. */
export async function recordFacts(deps: TowerDeps, tx: Tx, batch: readonly HubEvent[]): Promise<void> {
  const events = batch.map(discriminated);
  await deps.store.appendAudit(tx, events.flatMap(auditOf), deps.now());
  await deps.store.keepSignals(tx, signalsOf(events));
  const facts = events.filter((event) => !isBookkeeping(event.type));
  const placed = await placeFacts(deps, tx, facts);
  const changed = await recordPlaced(deps, tx, placed);
  await settleWorkItems(deps, tx, events, changed);
}

/** Takes up facts that waited for their order's hub id. Answers with how many there were. */
export async function recordWaitingFacts(deps: TowerDeps, tx: Tx, limit: number): Promise<number> {
  const placed = await deps.store.takePlaced(tx, limit);
  await recordPlaced(deps, tx, placed);
  return placed.length;
}

/** Folds facts that have their order into its story, its row and what browsers follow. */
export async function recordPlaced(deps: TowerDeps, tx: Tx, placed: readonly PlacedFact[]): Promise<ReadonlyMap<string, TwinState>> {
  if (placed.length === 0) return new Map();
  const now = deps.now();
  await deps.store.appendFacts(tx, placed);
  const changed = await foldIntoRows(deps, tx, placed, now);
  await deps.outbox.append(tx, twinsChanged(deps, changed, now));
  return new Map(changed.map((twin) => [twin.state.id, twin.state]));
}

/** Finds the hub id of facts that name only the platform's number; what has none yet waits. */
async function placeFacts(deps: TowerDeps, tx: Tx, facts: readonly AnyHubEvent[]): Promise<readonly PlacedFact[]> {
  const bindings = facts.flatMap((event) =>
    event.type === 'hub.order.placed.v1' ? [{ ...keyOf(event.data), orderId: event.data.orderId }] : [],
  );
  const waited = await deps.store.bindPlatformOrders(tx, bindings);
  const bound = new Map(bindings.map((binding) => [platformKey(binding), binding.orderId]));
  const homeless = facts.flatMap((event) => {
    const key = event.orderId === '' ? platformKeyOf(event) : undefined;
    return key === undefined || bound.has(platformKey(key)) ? [] : [{ ...key, event }];
  });
  const found = await deps.store.findPlatformOrders(tx, homeless);
  await deps.store.keepUnplaced(
    tx,
    homeless.filter((fact) => !found.has(platformKey(fact))),
  );
  const placed = facts.flatMap((event) => {
    if (event.orderId !== '') return [{ orderId: event.orderId, event }];
    const key = platformKeyOf(event);
    const orderId = key === undefined ? undefined : (bound.get(platformKey(key)) ?? found.get(platformKey(key)));
    return orderId === undefined ? [] : [{ orderId, event }];
  });
  return [...waited, ...placed];
}

function platformKeyOf(event: AnyHubEvent): PlatformKey | undefined {
  const { data } = event;
  if (!('platformOrderNo' in data) || !('shopId' in data) || data.platformOrderNo === '') return undefined;
  return keyOf(data);
}

function keyOf(data: { readonly shopId: string; readonly platformOrderNo: string }): PlatformKey {
  return { shopId: data.shopId, platformOrderNo: data.platformOrderNo };
}

/** Events about the hub's own housekeeping are no facts about an order. */
function isBookkeeping(type: string): boolean {
  return /\.(audit-recorded|dead-lettered|dead-letter-settled|availability-changed|stock-counted|stock-moved|drift-detected|bulk-deed-answered)\.v1$/.test(
    type,
  );
}

function auditOf(event: AnyHubEvent): readonly { readonly act: AuditRecorded; readonly source: string }[] {
  return 'auditId' in event.data ? [{ act: event.data, source: contextOf(event.type) }] : [];
}

const ENDED_WITH_THE_ORDER: readonly string[] = ['SHORTAGE', 'SOURCING', 'WAREHOUSE_REFUSAL', 'ADDRESS', 'PRICE', 'HIGH_VALUE'];

async function settleWorkItems(
  deps: TowerDeps,
  tx: Tx,
  events: readonly AnyHubEvent[],
  twins: ReadonlyMap<string, TwinState>,
): Promise<void> {
  const changes = events
    .flatMap((event) => [...workItemChanges(event), ...closedWithOrder(event, twins)])
    .filter((change) => isStillOpen(change, twins))
    .map((change) => withWarehouseName(change, twins));
  if (changes.length === 0) return;
  const rows = await deps.store.changeWorkItems(tx, changes);
  await deps.outbox.append(
    tx,
    rows.map((row) => workItemEvent(row)),
  );
}

/** Facts name warehouses by id; people know them by name. */
function withWarehouseName(change: WorkItemChange, twins: ReadonlyMap<string, TwinState>): WorkItemChange {
  if (change.kind === 'CLOSE') return change;
  const { warehouse } = change.summary.parameters;
  const part = Object.values(twins.get(change.orderId)?.parts ?? {}).find((one) => one.warehouseId === warehouse);
  if (part?.warehouse === undefined) return change;
  return { ...change, summary: { ...change.summary, parameters: { ...change.summary.parameters, warehouse: part.warehouse } } };
}

/** The holds of an order end with it, without a word of their own. */
function closedWithOrder(event: AnyHubEvent, twins: ReadonlyMap<string, TwinState>): readonly WorkItemChange[] {
  if (event.type !== 'hub.order.cancelled.v1') return [];
  return Object.entries(twins.get(event.orderId)?.holds ?? {}).flatMap(([holdId, hold]) => {
    const pool = poolOfHold(hold.reason ?? '');
    return pool === undefined ? [] : [{ kind: 'CLOSE', pool, matter: holdId, at: event.occurredAt.getTime(), by: event.actor }];
  });
}

/** A cancelled order needs no stock and no warehouse, even where the news of its trouble comes late. */
function isStillOpen(change: WorkItemChange, twins: ReadonlyMap<string, TwinState>): boolean {
  if (change.kind === 'CLOSE' || !ENDED_WITH_THE_ORDER.includes(change.pool)) return true;
  return twins.get(change.orderId)?.cancelled === undefined;
}

/** What the hub is told when an item opens or ends. */
export function workItemEvent(row: WorkItemRow, ended: { readonly decision?: string; readonly reason?: string } = {}): NewEvent {
  if (row.closedAt !== null) {
    return {
      type: 'hub.tower.work-item-closed.v1',
      aggregateId: row.id,
      orderId: row.orderId,
      data: {
        workItemId: row.id,
        orderId: row.orderId,
        closedBy: row.closedBy ?? '',
        closedAt: row.closedAt,
        pool: row.pool,
        decision: ended.decision ?? '',
        reason: ended.reason ?? '',
      },
    };
  }
  return {
    type: 'hub.tower.work-item-opened.v1',
    aggregateId: row.id,
    orderId: row.orderId,
    data: {
      workItemId: row.id,
      pool: row.pool,
      orderId: row.orderId,
      owner: row.owner,
      summary: row.summary.code,
      openedAt: row.openedAt,
      dueAt: row.dueAt,
    },
  };
}
