import { liveStatuses } from '../domain/fulfilment-order.ts';
import { doDeed, isUnsent, mayDo, noEffects, type FulfilmentState } from './fulfilment-state.ts';
import type { Base, Tx } from './ports.ts';
import { answerProposals } from './settle-stops.ts';
import type { FulfilmentStore } from './sourcing-stores.ts';
import type { NewProposal, StopPart, StopStore } from './stop-store.ts';

export interface StopDeps extends Base {
  readonly store: FulfilmentStore & StopStore;
  /** Something is to be asked of the WMS. */
  readonly onAsked: () => void;
}

/** Stops at once what has not left this house, asks the WMS for the rest, and answers where there is nothing to ask. */
export async function proposeStops(deps: StopDeps, tx: Tx, proposals: readonly NewProposal[]): Promise<void> {
  const fresh = await deps.store.insertProposals(tx, proposals);
  const open = proposals.filter((proposal) => fresh.has(proposal.id));
  if (open.length === 0) return;
  const now = deps.now();
  const orderIds = [...new Set(open.map((proposal) => proposal.orderId))];
  // A hold is open on these orders: nothing of them is sourced until they are cleared again.
  await deps.store.parkClearances(tx, orderIds, now);
  const states = (await deps.store.lockFulfilments(tx, { orderIds })).filter((state) => liveStatuses.includes(state.status));
  const parts: StopPart[] = [];
  for (const proposal of open) {
    const touched = states.filter((state) => state.orderId === proposal.orderId && isMeant(state, proposal));
    parts.push(...touched.map((state) => stopPart(state, proposal)));
  }
  await deps.store.saveFulfilments(tx, states, now);
  await deps.store.insertStopParts(tx, parts, now);
  const effects = noEffects();
  await answerProposals(deps, tx, parts, effects, { now, rawRefs: new Map() });
  // An order of which nothing was sourced yet has no parts: the hub's own stop is the answer.
  const bare = open.filter((proposal) => !parts.some((part) => part.proposalId === proposal.id));
  await deps.store.closeProposals(
    tx,
    bare.map((proposal) => ({ id: proposal.id, status: 'CONFIRMED' as const })),
    now,
  );
  await deps.append(
    tx,
    bare.map((proposal) => ({
      type: 'hub.fulfilment.stop-confirmed.v1',
      aggregateId: proposal.orderId,
      orderId: proposal.orderId,
      occurredAt: now,
      data: { orderId: proposal.orderId, proposalId: proposal.id, fulfilmentOrderIds: [], confirmedAt: now },
    })),
  );
  await deps.store.saveEffects(tx, effects, now);
  if (parts.some((part) => part.state === 'OPEN')) tx.onCommit(deps.onAsked);
}

function isMeant(state: FulfilmentState, proposal: NewProposal): boolean {
  return proposal.scope !== 'LINES' || state.lines.some((line) => proposal.lineNos.includes(line.lineNo));
}

function stopPart(state: FulfilmentState, proposal: NewProposal): StopPart {
  const part = { proposalId: proposal.id, orderId: proposal.orderId, scope: proposal.scope, fulfilmentOrderId: state.id };
  if (isUnsent(state)) {
    doDeed(state, 'stop');
    return { ...part, state: 'STOPPED', reason: 'not sent yet' };
  }
  if (state.status === 'STOPPED') return { ...part, state: 'STOPPED', reason: 'stopped before' };
  if (state.status === 'OUTBOUND' || state.status === 'PARTLY_OUTBOUND') return { ...part, state: 'DECLINED', reason: 'already outbound' };
  if (mayDo(state, 'propose stop')) doDeed(state, 'propose stop');
  return { ...part, state: 'OPEN', reason: proposal.reason };
}
