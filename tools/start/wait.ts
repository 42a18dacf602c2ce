import { setTimeout as delay } from 'node:timers/promises';

export interface Waiting {
  readonly deadlineMs?: number;
  readonly everyMs?: number;
  readonly signal?: AbortSignal | undefined;
}

/** Waits until `ready` says yes; false when the deadline (one minute) passes first. Throws what the signal was aborted with. */
export async function waitUntil(ready: () => Promise<boolean>, waiting: Waiting = {}): Promise<boolean> {
  const until = Date.now() + (waiting.deadlineMs ?? 60_000);
  for (;;) {
    waiting.signal?.throwIfAborted();
    if (await ready()) return true;
    if (Date.now() > until) return false;
    await delay(waiting.everyMs ?? 100);
  }
}
