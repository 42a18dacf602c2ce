import { answerOf, stuckReason, type Phrase } from './answer.ts';
import { currentGate, firstOutbound, gatesOf, type Gate } from './gates.ts';
import { NO_GATE } from './imported-order.ts';
import { judgedOf } from './judged.ts';
import { facetsOf } from './row-facets.ts';
import type { GateThresholds } from './thresholds.ts';
import { liveParts, openConflict, openHolds, type Millis, type TwinState } from './twin-state.ts';

export type RowStatus = 'AWAITING_PAYMENT' | 'OPEN' | 'HELD' | 'OUTBOUND' | 'SIGNED' | 'CANCELLED';

/** What lists and boards select and sort by; everything else of the row is computed when it is shown. */
export interface RowKeys {
  readonly status: RowStatus;
  readonly currentGate: number;
  /** The row counts as stuck from this moment on, while it stays as it is. */
  readonly stuckAt: Millis | undefined;
  readonly searchTerms: readonly string[];
  readonly facets: readonly string[];
  /** The payment, while the customer still waits; undefined before it, and from the end of the waiting on. */
  readonly waitingSince: Millis | undefined;
}

export interface RowView {
  readonly gates: readonly Gate[];
  readonly currentGate: number;
  readonly stuck: boolean;
  readonly stuckReason: Phrase | undefined;
  readonly dueAt: Millis | undefined;
  readonly owner: string | undefined;
  readonly status: RowStatus | 'STUCK';
  readonly answer: Phrase;
}

export function rowKeys(twin: TwinState, thresholds: GateThresholds): RowKeys {
  const judged = judgedOf(twin, thresholds);
  return (judged.keys ??= judgeKeys(twin, thresholds));
}

function judgeKeys(twin: TwinState, thresholds: GateThresholds): RowKeys {
  const gates = gatesOf(twin, thresholds);
  const status = statusOf(twin);
  const { startedAt, endedAt } = waitingOf(twin);
  return {
    status,
    currentGate: currentGate(gates),
    stuckAt: dueOf(twin, gates, status),
    searchTerms: searchTerms(twin),
    facets: facetsOf(twin, gates),
    waitingSince: endedAt === undefined && twin.cancelled === undefined ? startedAt : undefined,
  };
}

/** Keys of a row that a file told of: it stands at no gate. */
export function rowKeysOfImported(twin: TwinState): Pick<RowKeys, 'status' | 'searchTerms' | 'facets'> {
  return { status: statusOf(twin), searchTerms: searchTerms(twin), facets: facetsOf(twin, []) };
}

export function rowView(twin: TwinState, thresholds: GateThresholds, now: Millis): RowView {
  const gates = gatesOf(twin, thresholds);
  const moment = rowMoment(twin, thresholds, now);
  const current = gates[currentGate(gates) - 1];
  return {
    gates,
    ...moment,
    stuckReason: moment.stuck ? stuckReason(twin, gates, now) : undefined,
    owner: twin.imported === undefined ? (openHolds(twin)[0]?.owner ?? current?.owner) : undefined,
    answer: answerOf(twin, gates, now),
  };
}

/** The part of a row's view that a browser is told of with each change. */
export function rowMoment(
  twin: TwinState,
  thresholds: GateThresholds,
  now: Millis,
): Pick<RowView, 'currentGate' | 'stuck' | 'dueAt' | 'status'> {
  const gates = gatesOf(twin, thresholds);
  const status = statusOf(twin);
  const dueAt = dueOf(twin, gates, status);
  const stuck = dueAt !== undefined && dueAt <= now;
  return {
    currentGate: twin.imported === undefined ? currentGate(gates) : NO_GATE,
    stuck,
    dueAt,
    status: stuck && status === 'OPEN' ? 'STUCK' : status,
  };
}

/** The customer's waiting clock (CUS-04): C-16's variant and the literal one. */
export function waitingOf(twin: TwinState): { readonly startedAt?: Millis; readonly shownAt?: Millis; readonly endedAt?: Millis } {
  const parcels = Object.values(twin.parcels);
  const shown = least(parcels.map((parcel) => (parcel.eta === undefined ? undefined : parcel.cardSentAt)));
  const moved = least(parcels.map((parcel) => parcel.firstNodeAt));
  return {
    ...(twin.paidAt === undefined ? {} : { startedAt: twin.paidAt }),
    ...(shown === undefined ? {} : { shownAt: shown }),
    ...(shown === undefined || moved === undefined ? {} : { endedAt: Math.max(shown, moved) }),
  };
}

/** The three levels that the customer may see (FUL-19). */
export function customerStepsOf(twin: TwinState): readonly { readonly level: string; readonly reachedAt: Millis }[] {
  const moved = least(Object.values(twin.parcels).map((parcel) => parcel.firstNodeAt));
  const steps = [
    { level: 'ROUTED', reachedAt: twin.sourcedAt },
    { level: 'SHIPPED', reachedAt: firstOutbound(twin) },
    { level: 'IN_TRANSIT', reachedAt: moved },
  ];
  return steps.flatMap(({ level, reachedAt }) => (reachedAt === undefined ? [] : [{ level, reachedAt }]));
}

export function statusOf(twin: TwinState): RowStatus {
  if (twin.imported !== undefined) return twin.imported.status;
  const parts = liveParts(twin);
  const parcels = Object.values(twin.parcels).filter((parcel) => parcel.outboundAt !== undefined);
  if (
    parcels.length > 0 &&
    parcels.every((parcel) => parcel.signedAt !== undefined) &&
    parts.every(([, part]) => part.finalAt !== undefined)
  )
    return 'SIGNED';
  if (parts.length > 0 && parts.every(([, part]) => part.finalAt !== undefined)) return 'OUTBOUND';
  // A shipped fact stands even after a cancel (C-17): only an order that did not leave is shown as cancelled.
  if (twin.cancelled !== undefined) return 'CANCELLED';
  if (openHolds(twin).length > 0) return 'HELD';
  return twin.paidAt === undefined ? 'AWAITING_PAYMENT' : 'OPEN';
}

export function dueOf(twin: TwinState, gates: readonly Gate[], status: RowStatus): Millis | undefined {
  if (twin.imported !== undefined) return undefined;
  const conflict = openConflict(twin);
  if (conflict !== undefined) return conflict.at;
  if (status === 'CANCELLED' || status === 'SIGNED' || status === 'AWAITING_PAYMENT') return undefined;
  if (status === 'HELD') return openHolds(twin)[0]?.dueAt;
  return gates[currentGate(gates) - 1]?.stuckAt;
}

function searchTerms(twin: TwinState): readonly string[] {
  const serial = twin.imported === undefined ? (twin.id.split('-')[1] ?? '') : '';
  const numbers = Object.values(twin.parcels).map((parcel) => parcel.trackingNumber ?? '');
  const terms = [twin.id, serial, twin.platformOrderNo, twin.phoneIndex, twin.phoneTailIndex, ...numbers];
  // Once each: a file may give one number in two columns.
  return [...new Set(terms)].filter((term) => term !== '');
}

function least(times: readonly (Millis | undefined)[]): Millis | undefined {
  const known = times.filter((time) => time !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}
