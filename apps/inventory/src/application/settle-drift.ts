import { DomainError, type Clock, isUuid } from '@orderloom/domain-kernel';
import type { StockLane, TellStock } from './ports.ts';

export const driftCauses = ['DAMAGED', 'LOST', 'FOUND', 'MISCOUNTED', 'OTHER'] as const;
export type DriftCause = (typeof driftCauses)[number];

const LONGEST_NOTE = 500;

/** Somebody settled it before, or it is not settled: the act comes too late. */
export class DriftNotOpen extends DomainError {
  readonly code = 'DRIFT_NOT_OPEN';
}

export class DriftNotFound extends DomainError {
  readonly code = 'DRIFT_NOT_FOUND';
}

/** Cause or note is not usable. */
export class SettlementRefused extends DomainError {
  readonly code = 'SETTLEMENT_REFUSED';
}

interface Deps {
  readonly lane: StockLane;
  readonly tell: TellStock;
  readonly now: Clock;
}

/** A person says what a difference between book and count was. The stock stays as counted: only the question ends (INV-04). */
export function settleDrift(
  deps: Deps,
  wish: { readonly id: string; readonly cause: string; readonly note: string; readonly account: string },
): Promise<void> {
  const cause = driftCauses.find((each) => each === wish.cause);
  const note = wish.note.trim();
  if (cause === undefined) throw new SettlementRefused(`The cause must be one of ${driftCauses.join(', ')}.`);
  if (note.length > LONGEST_NOTE) throw new SettlementRefused(`The note is longer than ${LONGEST_NOTE} characters.`);
  if (cause === 'OTHER' && note === '') throw new SettlementRefused('Another cause needs a note.');
  return change(deps, { id: wish.id, from: 'OPEN', to: 'SETTLED', cause, note, account: wish.account, deed: 'drift-settled' });
}

/** Takes the explanation back. */
export function reopenDrift(deps: Deps, wish: { readonly id: string; readonly account: string }): Promise<void> {
  return change(deps, { id: wish.id, from: 'SETTLED', to: 'OPEN', cause: null, note: '', account: wish.account, deed: 'drift-reopened' });
}

interface Change {
  readonly id: string;
  readonly from: 'OPEN' | 'SETTLED';
  readonly to: 'OPEN' | 'SETTLED';
  readonly cause: DriftCause | null;
  readonly note: string;
  readonly account: string;
  readonly deed: string;
}

function change(deps: Deps, { id, from, to, cause, note, account, deed }: Change): Promise<void> {
  return deps.lane.run(async (tx) => {
    // A statement that fails would take the writer's whole batch with it.
    if (!isUuid(id)) throw new DriftNotFound('No such difference.');
    const now = deps.now();
    const { rows } = await tx.query<{ sku: string; warehouse_id: string; book: number; counted: number }>(
      `update drift set state = $3, cause = $4, note = $5, settled_by = $6, settled_at = $7
        where id = $1 and state = $2 returning sku, warehouse_id, book, counted`,
      [id, from, to, cause, note, to === 'SETTLED' ? account : null, to === 'SETTLED' ? now : null],
    );
    const row = rows[0];
    if (row === undefined) {
      const known = await tx.query('select from drift where id = $1', [id]);
      if (known.rowCount === 0) throw new DriftNotFound('No such difference.');
      throw new DriftNotOpen(from === 'OPEN' ? 'The difference is settled already.' : 'The difference is not settled.');
    }
    await deps.tell(tx, [
      {
        kind: 'audited',
        act: {
          actor: account,
          actorKind: 'PERSON',
          deed,
          subject: `${row.sku} ${row.warehouse_id}`,
          orderId: '',
          details: { 'before.units': String(row.book), 'after.units': String(row.counted), reason: cause ?? '', note },
        },
        at: now,
      },
    ]);
  });
}
