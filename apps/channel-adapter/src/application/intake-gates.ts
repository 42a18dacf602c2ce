import { inTransaction, type Outbox, type Tx } from '@orderloom/outbox';
import type { Pool } from 'pg';
import { auditEvent } from './audit.ts';
import type { Shop } from './ports.ts';

/** Whether orders of a shop are being taken in. A closed gate loses nothing: pushes are kept and acknowledged, and read once it opens. */
export interface IntakeGates {
  isOpen(shopId: string): boolean;
  /** Closes or opens the gate. Answers whether that changed anything. */
  set(tx: Tx, shopId: string, closed: { readonly by: string; readonly reason: string; readonly at: Date } | undefined): Promise<boolean>;
  /** Reads the gates of the database anew: another process may have turned one. */
  read(): Promise<void>;
}

export interface GateDeps {
  readonly pool: Pool;
  readonly outbox: Outbox;
  readonly gates: IntakeGates;
  readonly shops: ReadonlyMap<string, { readonly shop: Shop }>;
  readonly pollSoon: (shopId: string) => void;
  readonly wake: (shopIds: ReadonlySet<string>) => void;
  readonly now: () => Date;
}

interface Asked {
  readonly shopId: string;
  readonly by: string;
  readonly reason: string;
}

/** False when there is no such shop. */
export async function pauseIntake(deps: GateDeps, { shopId, by, reason }: Asked): Promise<boolean> {
  if (!deps.shops.has(shopId)) return false;
  await turn(deps, { shopId, by, reason }, 'pause-intake', { by, reason, at: deps.now() });
  return true;
}

/** What came while the shop was paused is read at once, and a poll finds what was never pushed. */
export async function resumeIntake(deps: GateDeps, { shopId, by, reason }: Asked): Promise<boolean> {
  if (!deps.shops.has(shopId)) return false;
  if (await turn(deps, { shopId, by, reason }, 'resume-intake', undefined)) {
    deps.wake(new Set([shopId]));
    deps.pollSoon(shopId);
  }
  return true;
}

async function turn(
  deps: GateDeps,
  { shopId, by, reason }: Asked,
  deed: string,
  closed: Parameters<IntakeGates['set']>[2],
): Promise<boolean> {
  const changed = await inTransaction(deps.pool, async (tx) => {
    if (!(await deps.gates.set(tx, shopId, closed))) return false;
    const act = { actor: by, actorKind: 'PERSON' as const, deed, subjectKind: 'shop', subjectId: shopId, details: { reason } };
    await deps.outbox.append(tx, [auditEvent({ ...act, now: deps.now() })]);
    return true;
  });
  await deps.gates.read();
  return changed;
}

/** False when there is no such shop. */
export async function pollNow(deps: GateDeps, { shopId, by }: Omit<Asked, 'reason'>): Promise<boolean> {
  if (!deps.shops.has(shopId)) return false;
  await inTransaction(deps.pool, (tx) =>
    deps.outbox.append(tx, [
      auditEvent({ actor: by, actorKind: 'PERSON', deed: 'poll-shop', subjectKind: 'shop', subjectId: shopId, now: deps.now() }),
    ]),
  );
  deps.pollSoon(shopId);
  return true;
}
