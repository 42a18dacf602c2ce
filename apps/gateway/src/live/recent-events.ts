/** One event as it went out. */
export type SentEvent = { readonly seq: number; readonly text: string; readonly sentAt: number };

export type RecentEvents = {
  readonly add: (event: SentEvent) => void;
  /** The events after this one, or undefined when some of them are no longer here. */
  readonly since: (seq: number) => readonly SentEvent[] | undefined;
};

/** Keeps the events of the last minutes, a bounded number of them, for browsers that reconnect. */
export function recentEvents(kept: { readonly forMs: number; readonly atMost: number }): RecentEvents {
  let events: SentEvent[] = [];
  let start = 0;
  let newest = 0;
  return {
    add: (event) => {
      events.push(event);
      newest = event.seq;
      const oldestKept = event.sentAt - kept.forMs;
      for (let first = events[start]; first !== undefined; first = events[start]) {
        if (events.length - start <= kept.atMost && first.sentAt >= oldestKept) break;
        start += 1;
      }
      // Shifting one by one would copy the whole array each time.
      if (start > 4_096) [events, start] = [events.slice(start), 0];
    },
    since: (seq) => {
      if (seq === newest) return [];
      const first = events[start];
      if (first === undefined || seq < first.seq - 1 || seq > newest) return undefined;
      return events.slice(start + (seq - first.seq + 1));
    },
  };
}
