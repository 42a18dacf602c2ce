import type { EventType, HubEvent } from '@orderloom/contracts';
import type { Tx } from './transaction.ts';

/** Takes all new events of one type that came together, inside the transaction that marks them as taken. */
export type BatchHandler<T extends EventType> = (events: readonly HubEvent<T>[], tx: Tx) => Promise<void>;

/** What a service does on each event that it reads. */
export type Handlers = { readonly [T in EventType]?: BatchHandler<T> };

/** Reads events of some types, all that came together at once. */
export interface Reader {
  readonly types: readonly EventType[];
  take(events: readonly HubEvent[], tx: Tx): Promise<void>;
  /** Types of which anything can have an effect now: messages of the others are passed unread. Asked as `wanted` is, for what has come. */
  heard?(types: readonly EventType[]): Promise<readonly EventType[]>;
  /**
   * Those that can have an effect now; the others are passed without a trace, as if they had been taken and had none. Asked after they
   * came and outside of any transaction: whatever was committed before an event was told of is seen.
   */
  wanted?(events: readonly HubEvent[]): Promise<readonly HubEvent[]>;
}

/** A reader that gives each type to its handler. */
export function readerOf(handlers: Handlers): Reader {
  return { types: handledTypes(handlers), take: (events, tx) => handleEvents(handlers, events, tx) };
}

/**
 * Splits a batch into steps: within a step all events have one type, and the steps keep each aggregate's own order.
 * Orders that pass through the same steps together are handled in one call per step.
 */
export function stepsOf(events: readonly HubEvent[]): readonly (readonly HubEvent[])[] {
  const waveOf = new Map<string, { wave: number; type: EventType }>();
  const waves: Map<EventType, HubEvent[]>[] = [];
  for (const event of events) {
    const before = waveOf.get(event.aggregateId);
    const wave = before === undefined ? 0 : before.type === event.type ? before.wave : before.wave + 1;
    waveOf.set(event.aggregateId, { wave, type: event.type });
    const groups = (waves[wave] ??= new Map());
    const group = groups.get(event.type);
    if (group === undefined) groups.set(event.type, [event]);
    else group.push(event);
  }
  return waves.flatMap((groups) => [...groups.values()]);
}

function handledTypes(handlers: Handlers): readonly EventType[] {
  return Object.keys(handlers) as EventType[]; // Handlers has no other keys
}

/** Events without a handler are passed over: the subscription did not ask for them. */
async function handleEvents(handlers: Handlers, events: readonly HubEvent[], tx: Tx): Promise<void> {
  for (const step of stepsOf(events)) {
    const type = step[0]?.type;
    if (type === undefined) continue;
    const handler = handlers[type] as BatchHandler<EventType> | undefined; // a step has one type, and the table pairs it with its handler
    await handler?.(step, tx);
  }
}
