import type { NewEvent } from '@orderloom/contracts';
import type { Base, Tx } from './ports.ts';
import type { Effects } from './fulfilment-state.ts';
import type { StopPart, StopStore } from './stop-store.ts';

/** Writes what became of parts, and answers each proposal whose parts have all been answered. */
export async function settleStops(
  deps: Pick<Base, 'append'> & { readonly store: StopStore },
  tx: Tx,
  effects: Effects,
  now: Date,
): Promise<void> {
  if (effects.stopParts.length === 0) return;
  const parts = await deps.store.settleStopParts(tx, effects.stopParts);
  const rawRefs = new Map(effects.stopParts.map((part) => [part.fulfilmentOrderId, part.rawRef]));
  await answerProposals(deps, tx, parts, effects, { now, rawRefs });
}

/** Confirmed when every part is stopped; declined when any is not, with what was stopped all the same. */
export async function answerProposals(
  deps: Pick<Base, 'append'> & { readonly store: StopStore },
  tx: Tx,
  parts: readonly StopPart[],
  effects: Effects,
  at: { readonly now: Date; readonly rawRefs: ReadonlyMap<string, string> },
): Promise<void> {
  const closed: { id: string; status: 'CONFIRMED' | 'DECLINED' }[] = [];
  const events: NewEvent[] = [];
  const releases: { fulfilmentOrderId: string; orderId: string; reason: string }[] = [];
  for (const [proposalId, all] of Map.groupBy(parts, (part) => part.proposalId)) {
    const [first] = all;
    if (first === undefined || all.some((part) => part.state === 'OPEN')) continue;
    const declined = all.filter((part) => part.state === 'DECLINED');
    const stopped = all.filter((part) => part.state === 'STOPPED').map((part) => part.fulfilmentOrderId);
    closed.push({ id: proposalId, status: declined.length === 0 ? 'CONFIRMED' : 'DECLINED' });
    events.push(declined.length === 0 ? confirmedEvent(first, stopped, at) : declinedEvent(first, declined, stopped, at));
    // When the whole order ends, its stock is released with the order; else only the warehouse's hold on it ends.
    if (first.scope === 'WHOLE_ORDER' && declined.length === 0) continue;
    releases.push(
      ...stopped.map((fulfilmentOrderId) => ({ fulfilmentOrderId, orderId: first.orderId, reason: 'stopped at the warehouse' })),
    );
  }
  if (closed.length === 0) return;
  await deps.store.closeProposals(tx, closed, at.now);
  await deps.append(tx, events);
  effects.releases.push(...releases);
}

function confirmedEvent(
  part: StopPart,
  stopped: readonly string[],
  at: { readonly now: Date; readonly rawRefs: ReadonlyMap<string, string> },
): NewEvent {
  const rawRef = stopped.map((id) => at.rawRefs.get(id) ?? '').find((ref) => ref !== '') ?? '';
  return {
    type: 'hub.fulfilment.stop-confirmed.v1',
    aggregateId: part.orderId,
    orderId: part.orderId,
    // With nothing at the warehouse the hub's own stop is as good.
    system: rawRef === '' ? 'hub' : 'qimen',
    actor: rawRef === '' ? 'fulfilment' : 'qimen',
    occurredAt: at.now,
    rawRef,
    data: { orderId: part.orderId, proposalId: part.proposalId, fulfilmentOrderIds: [...stopped], confirmedAt: at.now },
  };
}

function declinedEvent(
  part: StopPart,
  declined: readonly StopPart[],
  stopped: readonly string[],
  at: { readonly now: Date; readonly rawRefs: ReadonlyMap<string, string> },
): NewEvent {
  const reasons = declined.map((one) => `${one.fulfilmentOrderId}: ${one.reason}`).join('; ');
  return {
    type: 'hub.fulfilment.stop-declined.v1',
    aggregateId: part.orderId,
    orderId: part.orderId,
    system: 'qimen',
    actor: 'qimen',
    occurredAt: at.now,
    rawRef: declined.map((one) => at.rawRefs.get(one.fulfilmentOrderId) ?? '').find((ref) => ref !== '') ?? '',
    data: {
      orderId: part.orderId,
      proposalId: part.proposalId,
      fulfilmentOrderId: declined[0]?.fulfilmentOrderId ?? '',
      reason: stopped.length === 0 ? reasons : `${reasons}; stopped all the same: ${stopped.join(', ')}`,
      declinedAt: at.now,
      stoppedFulfilmentOrderIds: [...stopped],
    },
  };
}
