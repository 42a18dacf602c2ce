import { inTransaction, type Outbox, type Tx } from '@orderloom/outbox';
import type { Pool } from 'pg';
import { auditEvent } from './audit.ts';

export const outsideKinds = ['SHIP_NOTICE', 'REFUND_ANSWER', 'STOCK'] as const;
export type OutsideKind = (typeof outsideKinds)[number];

/** Something that the hub tells a platform and that has not been taken. */
export interface OutsideCommand {
  readonly kind: OutsideKind;
  readonly shopId: string;
  /** Parcel, refund, or product code. */
  readonly key: string;
  readonly orderId: string;
  readonly platformOrderNo: string;
  /** Tracking number, or how many pieces. */
  readonly about: string;
  /** WAITING: it is tried again by itself; REFUSED: the platform said no. */
  readonly state: 'WAITING' | 'REFUSED';
  readonly attempts: number;
  readonly refusal: string;
  readonly dueAt: Date;
}

export interface OutsideBoard {
  /** Refused first, then what waits longest. */
  list(shopId: string | undefined, limit: number): Promise<readonly OutsideCommand[]>;
  counts(): Promise<ReadonlyMap<string, { readonly waiting: number; readonly refused: number }>>;
  /** Makes refused or waiting commands due; each is looked up at the platform before it is sent again. Answers how many. */
  retry(tx: Tx, kind: OutsideKind, shopId: string, keys: readonly string[], now: Date): Promise<number>;
}

export async function retryOutside(
  deps: { readonly pool: Pool; readonly outbox: Outbox; readonly board: OutsideBoard; readonly ring: () => void; readonly now: () => Date },
  asked: { readonly kind: OutsideKind; readonly shopId: string; readonly keys: readonly string[]; readonly by: string },
): Promise<number> {
  const retried = await inTransaction(deps.pool, async (tx) => {
    const count = await deps.board.retry(tx, asked.kind, asked.shopId, asked.keys, deps.now());
    await deps.outbox.append(tx, [
      auditEvent({
        actor: asked.by,
        actorKind: 'PERSON',
        deed: 'retry-outside-command',
        subjectKind: asked.kind.toLowerCase().replace('_', '-'),
        subjectId: asked.keys[0] ?? '',
        details: { shop: asked.shopId, asked: String(asked.keys.length), retried: String(count) },
        now: deps.now(),
      }),
    ]);
    return count;
  });
  deps.ring();
  return retried;
}
