import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { Problem } from '../../tools/start/problem.ts';

const change = z.object({ id: z.string(), version: z.coerce.bigint() });

export interface Arrival {
  readonly version: bigint;
  readonly at: number;
}

/** A signed-in browser's end of `/live`, without a browser. */
export interface LiveReader {
  readonly end: () => Promise<void>;
  /** Changes by order, in the order of their coming. */
  readonly arrivals: ReadonlyMap<string, readonly Arrival[]>;
  /** When it was told to end; it reads on for a moment, and answers for nothing later. */
  readonly endedAt: () => number;
  /** How often the stream broke off and was taken up again. */
  readonly breaks: () => number;
}

/** What is under way at the end still has to come. */
const lastChangesMs = 1_000;

export async function readLive(gateway: string, account: string, password: string): Promise<LiveReader> {
  const cookie = await sessionOf(gateway, account, password);
  const arrivals = new Map<string, Arrival[]>();
  const over = new AbortController();
  let lastId = '';
  let breaks = 0;
  const take = (block: string): void => {
    const at = Date.now();
    lastId = /^id: (.*)$/m.exec(block)?.[1] ?? lastId;
    if (!block.includes('event: order')) return;
    const { id, version } = change.parse(JSON.parse(/^data: (.*)$/m.exec(block)?.[1] ?? ''));
    const known = arrivals.get(id);
    if (known === undefined) arrivals.set(id, [{ version, at }]);
    else known.push({ version, at });
  };
  const follow = async (stream: ReadableStream<Uint8Array>): Promise<void> => {
    let rest = '';
    const decoder = new TextDecoder();
    for await (const bytes of stream) {
      const blocks = (rest + decoder.decode(bytes, { stream: true })).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) take(block);
    }
  };
  const first = await openStream(gateway, cookie, lastId, over.signal);
  const reading = (async () => {
    for (let stream: ReadableStream<Uint8Array> | undefined = first; !over.signal.aborted;) {
      if (stream !== undefined) await follow(stream).catch(() => undefined);
      if (over.signal.aborted) return;
      // As a browser does: a pause, then again after the last event it has.
      breaks += 1;
      await delay(1_000);
      stream = await openStream(gateway, cookie, lastId, over.signal).catch(() => undefined);
    }
  })();
  let ending: Promise<void> | undefined;
  let endedAt = Number.POSITIVE_INFINITY;
  return {
    arrivals,
    endedAt: () => endedAt,
    breaks: () => breaks,
    end: () =>
      (ending ??= (async () => {
        endedAt = Date.now();
        await delay(lastChangesMs);
        over.abort();
        await reading;
      })()),
  };
}

async function openStream(gateway: string, cookie: string, lastId: string, signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
  const answer = await fetch(`${gateway}/live`, { headers: { cookie, ...(lastId === '' ? {} : { 'last-event-id': lastId }) }, signal });
  if (answer.ok && answer.body !== null) return answer.body;
  throw new Problem({
    what: 'the live stream did not open',
    why: `/live answered ${answer.status}`,
    remedy: 'read the log of the gateway',
  });
}

async function sessionOf(gateway: string, account: string, password: string): Promise<string> {
  const answer = await fetch(`${gateway}/auth/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account, password }),
    signal: AbortSignal.timeout(15_000),
  });
  const cookie = answer.headers.getSetCookie().map((line) => line.split(';', 1)[0] ?? '');
  if (answer.ok && cookie.length > 0) return cookie.join('; ');
  throw new Problem({ what: `${account} could not sign in`, why: `it answered ${answer.status}`, remedy: 'read the log of the gateway' });
}
