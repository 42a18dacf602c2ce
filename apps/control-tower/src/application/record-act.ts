import { ActorKind, type AuditRecorded } from '@orderloom/contracts/hub/common/v1/types';
import type { Clock } from '@orderloom/domain-kernel';
import type { Tx } from '@orderloom/outbox';
import { v7 as uuidv7 } from 'uuid';
import type { TowerStore } from './ports.ts';

export interface ActDeps {
  readonly now: Clock;
  readonly store: Pick<TowerStore, 'appendAudit'>;
}

export interface PersonsAct {
  /** Account. */
  readonly actor: string;
  /** What was done, e.g. `dead-letter.replay`. */
  readonly deed: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly orderId?: string;
  /** Flat, free of personal data; `before.x` and `after.x` are values that changed, `reason` is why. */
  readonly details?: Readonly<Record<string, string>>;
}

/** Writes a person's act at the tower itself into the log: the tower does not read its own stream. */
export async function recordAct(deps: ActDeps, tx: Tx, act: PersonsAct): Promise<void> {
  const now = deps.now();
  const recorded: AuditRecorded = {
    auditId: uuidv7(),
    actorKind: ActorKind.PERSON,
    actor: act.actor,
    deed: act.deed,
    subjectKind: act.subjectKind,
    subjectId: act.subjectId,
    orderId: act.orderId ?? '',
    details: { ...act.details },
    actedAt: now,
  };
  await deps.store.appendAudit(tx, [{ act: recorded, source: 'tower' }], now);
}
