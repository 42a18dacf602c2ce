import { randomBytes } from 'node:crypto';
import { changeJson, type Change } from './change.ts';
import { mergeChanges } from './merge-changes.ts';
import { recentEvents } from './recent-events.ts';

/** One browser's end. `send` answers false when the browser reads too slowly to keep. */
export type Listener = { readonly send: (text: string) => boolean; readonly close: () => void };

export type LiveStream = {
  /** Whether anybody listens, or may come back for what he missed: else changes need not even be read. */
  readonly isHeard: () => boolean;
  /** Changes went by unread: whoever was told of something before them cannot be told the rest. */
  readonly skip: () => void;
  readonly take: (change: Change) => void;
  /** Tells every browser that changes were missed: it should ask again for what it shows. */
  readonly reset: () => void;
  /** Joins a browser after its last event, if that is still known; gives the way to leave. */
  readonly join: (listener: Listener, lastEventId: string | undefined) => () => void;
  readonly listeners: () => number;
  readonly stop: () => void;
};

const heartbeatMs = 10_000;
/** A browser that comes back within this time is told what it missed. */
const keptMs = 5 * 60_000;

/**
 * Sends each change to every browser, as one text made once. Event ids are `epoch.number`; another epoch is another process, or begins when
 * nobody listens any more.
 */
export function liveStream(now: () => number = Date.now): LiveStream {
  let epoch = newEpoch();
  /** Whether a browser may have an id of this epoch. */
  let isKnown = false;
  let leftAt = Number.NEGATIVE_INFINITY;
  const recent = recentEvents({ forMs: keptMs, atMost: 50_000 });
  const listeners = new Set<Listener>();
  let seq = 0;

  const drop = (listener: Listener): void => {
    leave(listener);
    listener.close();
  };
  const leave = (listener: Listener): void => {
    listeners.delete(listener);
    leftAt = now();
  };
  const broadcast = (text: string): void => {
    for (const listener of listeners) if (!listener.send(text)) drop(listener);
  };
  const send = (event: string, data: string): void => {
    seq += 1;
    const text = `id: ${epoch}.${seq}\nevent: ${event}\ndata: ${data}\n\n`;
    recent.add({ seq, text, sentAt: now() });
    broadcast(text);
  };
  const merger = mergeChanges((change) => send('order', changeJson(change)));
  const heartbeat = setInterval(() => broadcast('event: heartbeat\ndata: {}\n\n'), heartbeatMs);
  heartbeat.unref();

  return {
    isHeard: () => listeners.size > 0 || now() - leftAt < keptMs,
    skip: () => {
      if (isKnown) epoch = newEpoch();
      isKnown = false;
    },
    take: merger.take,
    reset: () => send('reset', '{}'),
    join: (listener, lastEventId) => {
      const missed = missedSince(lastEventId, epoch, recent.since);
      listeners.add(listener);
      isKnown = true;
      // The browser's own pause before it comes back, then what it missed. A heartbeat opens the stream through proxies.
      const opening = `retry: 1000\nid: ${epoch}.${seq}\nevent: heartbeat\ndata: {}\n\n`;
      if (!listener.send(missed + opening)) drop(listener);
      return () => leave(listener);
    },
    listeners: () => listeners.size,
    stop: () => {
      clearInterval(heartbeat);
      merger.stop();
      for (const listener of [...listeners]) drop(listener);
    },
  };
}

function newEpoch(): string {
  return randomBytes(6).toString('hex');
}

function missedSince(lastEventId: string | undefined, epoch: string, since: ReturnType<typeof recentEvents>['since']): string {
  if (lastEventId === undefined || lastEventId === '') return '';
  const [ofEpoch, number] = lastEventId.split('.');
  const missed = ofEpoch === epoch ? since(Number(number)) : undefined;
  return missed === undefined ? 'event: reset\ndata: {}\n\n' : missed.map((event) => event.text).join('');
}
