import { inTransaction, newId } from '@orderloom/outbox';
import type { RawArchive } from '@orderloom/raw-archive';
import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import { gather } from '../application/gather.ts';
import type { ReceivedPush } from '../application/push-store.ts';
import { insertPushes } from '../persistence/pushes.ts';

export interface ArrivedPush {
  readonly system: string;
  readonly account: string;
  readonly method: string;
  readonly contentType: string;
  readonly body: Buffer;
}

export interface PushKeeper {
  /** Saves the body sealed and notes the push, in one transaction with those that came at the same moment. Throws when it is not safe. */
  keep(push: ArrivedPush): Promise<string>;
  bodiesOf(pushes: readonly ReceivedPush[]): Promise<ReadonlyMap<string, Buffer>>;
  forgetBodies(ids: readonly string[]): void;
}

const REMEMBERED = 2_000;
const MOST = 200;
/** A warehouse that reports alone hears at once; of a wave each sender waits a little, and shares a transaction with the others. */
const APART_MS = 30;

export interface PushKeeping {
  readonly pool: Pool;
  readonly archive: RawArchive;
  readonly now: () => Date;
  /** Nothing would come of reading it again: it is kept, and done. */
  readonly isNoNews: (push: ReceivedPush, body: Buffer) => boolean;
  readonly onKept: () => void;
}

/** Raw first: a push is acknowledged only after its body is committed. Bodies stay in memory until they are read, so that none is opened again for nothing. */
export function createPushKeeper(deps: PushKeeping): PushKeeper {
  const fresh = new Map<string, Buffer>();
  const keepAll = async (pushes: readonly ArrivedPush[]): Promise<readonly string[]> => {
    const receivedAt = deps.now();
    const rows = pushes.map((push) => {
      const received = { ...push, id: newId(), attempts: 0, receivedAt };
      return { ...received, done: deps.isNoNews(received, push.body), digest: createHash('sha256').update(push.body).digest() };
    });
    const news = await inTransaction(deps.pool, async (tx) => {
      await deps.archive.save(
        tx,
        rows.map((row) => ({
          id: row.id,
          direction: 'IN' as const,
          system: row.system,
          operation: row.method,
          contentType: row.contentType,
          body: row.body,
          receivedAt,
          subject: '',
        })),
      );
      if (rows.some((row) => !row.done)) tx.onCommit(deps.onKept);
      return insertPushes(tx, rows);
    });
    for (const row of rows) if (news.has(row.id) && !row.done && fresh.size < REMEMBERED) fresh.set(row.id, row.body);
    return rows.map((row) => row.id);
  };

  return {
    keep: gather(keepAll, MOST, { apartMs: APART_MS }),
    bodiesOf: async (pushes) => {
      const missing = pushes.filter((push) => !fresh.has(push.id)).map((push) => push.id);
      const read = missing.length === 0 ? [] : await deps.archive.readMany(missing);
      const archived = new Map(read.map((record) => [record.id, record.body]));
      return new Map(
        pushes.flatMap((push) => {
          const body = fresh.get(push.id) ?? archived.get(push.id);
          return body === undefined ? [] : [[push.id, body] as const];
        }),
      );
    },
    forgetBodies: (ids) => {
      for (const id of ids) fresh.delete(id);
    },
  };
}
