import { failureKind, inTransaction } from '@orderloom/outbox';
import type { PushDeps } from './apply-pushes.ts';
import { applyPushes } from './apply-pushes.ts';
import { backOffMs } from './lane.ts';
import type { AnyPush, ReadPush } from './pushes.ts';
import type { ReceivedPush } from './push-store.ts';

const BATCH = 200;
/** A push about something that is not here yet may be ahead of our own commit; after these tries it stands as unreadable. */
const MOST_ATTEMPTS = 9;

export interface InterpretDeps extends PushDeps {
  /** Bodies of pushes, from memory or from the archive. */
  readonly bodiesOf: (pushes: readonly ReceivedPush[]) => Promise<ReadonlyMap<string, Buffer>>;
  readonly forgetBodies: (ids: readonly string[]) => void;
  /** Reads one push by the protocol of its system; throws when it is not readable. */
  readonly read: (push: ReceivedPush, body: Buffer) => readonly AnyPush[];
  readonly refOf: (rawId: string) => string;
}

interface Opened {
  readonly push: ReceivedPush;
  readonly reads: readonly ReadPush[];
  readonly trouble: string;
}

/** One turn: everything that was received since the last one, in one transaction; one bad push spoils only itself. */
export async function interpretPushes(deps: InterpretDeps): Promise<boolean> {
  const pushes = await deps.store.readPushes(deps.pool, { now: deps.now(), limit: BATCH });
  if (pushes.length === 0) return false;
  const bodies = await deps.bodiesOf(pushes);
  const opened = pushes.map((push) => open(deps, push, bodies.get(push.id)));
  try {
    await take(deps, opened);
  } catch (error) {
    if (failureKind(error) === 'OUTAGE') throw error;
    deps.log.error({ err: error, pushes: opened.length }, 'batch of pushes failed, taking them one by one');
    for (const one of opened) await takeAlone(deps, one);
  }
  deps.forgetBodies(pushes.map((push) => push.id));
  return pushes.length === BATCH;
}

function open(deps: InterpretDeps, push: ReceivedPush, body: Buffer | undefined): Opened {
  try {
    if (body === undefined) throw new Error('the body is not in the archive');
    const source = { system: push.system, rawRef: deps.refOf(push.id), receivedAt: push.receivedAt };
    return { push, reads: deps.read(push, body).map((read) => ({ ...source, push: read })), trouble: '' };
  } catch (error) {
    return { push, reads: [], trouble: error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 200) : 'not readable' };
  }
}

async function take(deps: InterpretDeps, opened: readonly Opened[]): Promise<void> {
  await inTransaction(deps.pool, async (tx) => {
    const unknown = await applyPushes(
      deps,
      tx,
      opened.flatMap((one) => one.reads),
    );
    const ahead = opened.filter((one) => unknown.has(deps.refOf(one.push.id)));
    const waits = ahead.filter((one) => one.push.attempts < MOST_ATTEMPTS);
    await deps.store.deferPushes(
      tx,
      waits.map(({ push }) => ({
        id: push.id,
        until: new Date(deps.now().getTime() + backOffMs(push.attempts)),
        reason: 'about something unknown here',
      })),
    );
    const waiting = new Set(waits.map((one) => one.push.id));
    const closed = opened.filter((one) => !waiting.has(one.push.id));
    await deps.store.closePushes(
      tx,
      closed.map((one) => {
        const reason = one.trouble || (unknown.has(deps.refOf(one.push.id)) ? 'about something unknown here' : '');
        return { id: one.push.id, state: reason === '' ? ('DONE' as const) : ('FAILED' as const), reason };
      }),
    );
    for (const one of closed)
      if (one.trouble !== '') deps.log.warn({ push: one.push.id, method: one.push.method, reason: one.trouble }, 'push is not readable');
  });
}

async function takeAlone(deps: InterpretDeps, one: Opened): Promise<void> {
  try {
    await take(deps, [one]);
  } catch (error) {
    if (failureKind(error) === 'OUTAGE') throw error;
    const reason = error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 200) : 'failed';
    deps.log.error({ err: error, push: one.push.id }, 'push failed');
    await inTransaction(deps.pool, (tx) => deps.store.closePushes(tx, [{ id: one.push.id, state: 'FAILED', reason }]));
  }
}
