import { consumersOf, contextOf, discriminated, type Context, type EventType, type HubEvent } from '@orderloom/contracts';
import { consumeBatches, type BatchConsumer, type Delivery, type HubConnection, type UnreadableElement } from '@orderloom/messaging';
import { runWithTraceparent } from '@orderloom/telemetry';
import type { Pool } from 'pg';
import { sweepAnsweredCommands } from './answered-commands.ts';
import { keepDeadLetters, keepUnreadable, openLettersOfSameAggregate, settleDeadLetters } from './dead-letters.ts';
import { failureKind } from './failure-policy.ts';
import { gather } from './gather.ts';
import { readerOf, type Handlers, type Reader } from './handlers.ts';
import type { Outbox } from './outbox.ts';
import { paceTogether } from './pace.ts';
import { Positions } from './positions.ts';
import { eventsIn, openSaid, type Said } from './said.ts';
import { markEvents, splitBundles, sweepInbox, takeBundles, takeSingly } from './taken.ts';
import { inTransaction, type Tx } from './transaction.ts';
import { publishWatermarks } from './watermarks.ts';

const REPLAY_TYPE = 'hub.tower.dead-letter-replay-requested.v1';
const WATERMARK_EVERY_MS = 2_000;
const SWEEP_EVERY_MS = 3_600_000;
const UNKNOWN_TRIES = 3;

export interface InboxOptions {
  readonly pool: Pool;
  readonly hub: HubConnection;
  readonly outbox: Outbox;
  /** The reading context. */
  readonly context: Context;
  /** What to do on each event: handlers by type, or one reader for all of them together. */
  readonly handlers: Handlers | Reader;
  readonly now: () => Date;
  readonly onTrouble: (what: string, error: unknown) => void;
  readonly maxMessages?: number;
  /** How far apart batches begin at least; longer than usual for a reader whom nobody waits for. */
  readonly paceMs?: number;
  /**
   * Takes what all contexts have said in one transaction instead of one each: for a reader whose rows hear from many producers
   * of the same order, so that such a row is locked and written once for all of them.
   */
  readonly together?: boolean;
  /** Keeps each context's order through crashes and failed batches too, for effects whose order others see. */
  readonly inOrder?: boolean;
  /**
   * Reads some types ahead of the service's own inbox, under this name and in transactions of its own: what it has taken the other finds taken,
   * and what it does not want is left to the other. Nothing else depends on it: it tells producers nothing and answers no wish to replay.
   */
  readonly ahead?: string;
  /** How a batch gets its transaction; a service with one writer of its own passes it here, so that events and claims share a commit. */
  readonly transact?: Transact;
}

export type Transact = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;

export interface Inbox {
  start(): void;
  stop(): Promise<void>;
  /** Messages that wait for this service, per producing context. */
  lag(): Promise<Readonly<Record<string, number>>>;
  /** Takes a dead letter and what is parked behind it once more. Throws what the handler throws. */
  replay(deadLetterId: string): Promise<number>;
}

/** Reads every stream that the handlers name and lets each event take effect once, in batches, one transaction per batch. */
export function createInbox(options: InboxOptions): Inbox {
  const consumers = new Map<Context, BatchConsumer>();
  const positions = new Map<Context, Positions>();
  let timer: NodeJS.Timeout | undefined;
  let sweeper: NodeJS.Timeout | undefined;
  const own = 'take' in options.handlers ? (options.handlers as Reader) : readerOf(options.handlers as Handlers); // no event type is called "take"
  const reader = options.ahead === undefined ? withReplay(options, own) : own;

  const takeAll = async (said: readonly Said[]): Promise<void> => {
    const deliveries = said.flatMap((one) => one.deliveries);
    try {
      const { events, unreadable } = await openSaid(reader, said);
      // What is ahead leaves nonsense to the inbox.
      if (unreadable.length > 0 && options.ahead === undefined) await keepNonsense(options, unreadable);
      await takeEvents(options, reader, (await reader.wanted?.(events)) ?? events);
      for (const delivery of deliveries) delivery.acknowledge();
      for (const one of said) positions.get(one.context)?.note(one.deliveries);
    } catch (error) {
      options.onTrouble('batch handed back', error);
      for (const delivery of deliveries) delivery.retryAfter(500);
    }
  };
  const together = gather(takeAll, (said) => paceTogether(eventsIn(said)));
  const take =
    (context: Context) =>
    (deliveries: readonly Delivery[]): Promise<void> =>
      options.together === true ? together.give({ context, deliveries }) : takeAll([{ context, deliveries }]);

  return {
    start: () => {
      for (const [context, types] of readBy(options.context, reader.types)) {
        if (options.ahead === undefined) positions.set(context, new Positions());
        else if (types.length === 0) continue;
        consumers.set(
          context,
          consumeBatches(options.hub, {
            context,
            consumer: options.ahead ?? options.context,
            types,
            ...(options.maxMessages === undefined ? {} : { maxMessages: options.maxMessages }),
            ...(options.paceMs === undefined ? {} : { paceMs: options.paceMs }),
            ...(options.inOrder === undefined ? {} : { inOrder: options.inOrder }),
            ...(options.together === true ? { turn: together.turn } : {}),
            onDeliveries: take(context),
            onTrouble: options.onTrouble,
          }),
        );
      }
      if (options.ahead !== undefined) return;
      timer = setInterval(() => void publishWatermarks(options, consumers, positions), WATERMARK_EVERY_MS);
      sweeper = setInterval(
        () =>
          void Promise.all([sweepInbox(options.pool), sweepAnsweredCommands(options.pool)]).catch((error: unknown) =>
            options.onTrouble('inbox sweep', error),
          ),
        SWEEP_EVERY_MS,
      );
    },
    stop: async () => {
      clearInterval(timer);
      clearInterval(sweeper);
      await Promise.all([...consumers.values()].map((consumer) => consumer.stop()));
      if (options.ahead === undefined) await publishWatermarks(options, consumers, positions);
    },
    lag: async () =>
      Object.fromEntries(await Promise.all([...consumers].map(async ([context, consumer]) => [context, await consumer.lag()] as const))),
    replay: (deadLetterId) => replayLetters(options, reader, deadLetterId),
  };
}

/** Every service answers the command center's wish to replay one of its own dead letters. */
function withReplay(options: InboxOptions, own: Reader): Reader {
  if (!consumersOf.tower.includes(options.context)) return own;
  const { wanted, heard } = own;
  return {
    types: [...own.types.filter((type) => type !== REPLAY_TYPE), REPLAY_TYPE],
    ...(heard === undefined
      ? {}
      : { heard: async (types) => [REPLAY_TYPE, ...(await heard(types.filter((type) => own.types.includes(type))))] }),
    ...(wanted === undefined
      ? {}
      : {
          wanted: async (events) => {
            const wished = new Set(await wanted(events.filter((event) => own.types.includes(event.type))));
            return events.filter((event) => wished.has(event) || event.type === REPLAY_TYPE);
          },
        }),
    take: async (events, tx) => {
      await own.take(
        events.filter((event) => own.types.includes(event.type)),
        tx,
      );
      const wished = events.map(discriminated).filter((event) => event.type === REPLAY_TYPE);
      for (const { data } of wished) {
        if (data.consumer !== options.context) continue;
        tx.onCommit(() => {
          replayLetters(options, own, data.deadLetterId).catch((error: unknown) =>
            options.onTrouble(`replay of dead letter ${data.deadLetterId}`, error),
          );
        });
      }
    },
  };
}

/** Types by producing context. A context whose declared consumer reads none of its types still waits for word that they may go. */
function readBy(consumer: Context, types: readonly EventType[]): ReadonlyMap<Context, readonly EventType[]> {
  const read = Map.groupBy(types, contextOf);
  for (const context of read.keys()) {
    if (!consumersOf[context].includes(consumer)) throw new Error(`${consumer} reads ${context} but is not declared in consumersOf`);
  }
  const declared = (Object.keys(consumersOf) as Context[]).filter((context) => consumersOf[context].includes(consumer)); // the table's keys
  return new Map(declared.map((context) => [context, read.get(context) ?? []]));
}

/** Takes a batch whole; where that fails for a reason of its own, by halves, so that one bad event parks only its own aggregate. */
async function takeEvents(options: InboxOptions, reader: Reader, events: readonly HubEvent[]): Promise<void> {
  const [first, second] = events;
  if (first === undefined) return;
  if (second === undefined && first.bundleId === undefined) return takeOrBury(options, reader, first);
  try {
    await runWithTraceparent(first.traceparent, 'inbox batch', () => takeOnce(options, reader, events, takeBundles));
    return;
  } catch (error) {
    if (failureKind(error) === 'OUTAGE') throw error;
    options.onTrouble('batch failed, taking it by halves', error);
  }
  await takeHalves(options, reader, await transactOf(options)((tx) => splitBundles(tx, events)));
}

async function takeHalves(options: InboxOptions, reader: Reader, events: readonly HubEvent[]): Promise<void> {
  const half = Math.ceil(events.length / 2);
  for (const part of [events.slice(0, half), events.slice(half)]) {
    const [first, second] = part;
    if (first === undefined) continue;
    if (second === undefined) {
      await takeOrBury(options, reader, first);
      continue;
    }
    try {
      await runWithTraceparent(first.traceparent, 'inbox batch', () => takeOnce(options, reader, part, takeSingly));
    } catch (error) {
      if (failureKind(error) === 'OUTAGE') throw error;
      await takeHalves(options, reader, part);
    }
  }
}

async function takeOrBury(options: InboxOptions, reader: Reader, event: HubEvent): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await runWithTraceparent(event.traceparent, 'inbox event', () => takeOnce(options, reader, [event], takeSingly));
      return;
    } catch (error) {
      const kind = failureKind(error);
      if (kind === 'OUTAGE') throw error;
      if (kind === 'UNKNOWN' && attempt < UNKNOWN_TRIES) continue;
      options.onTrouble(`dead letter ${event.type}`, error);
      await bury(options, event, error instanceof Error ? `${error.name}: ${error.message}` : String(error));
      return;
    }
  }
}

async function takeOnce(options: InboxOptions, reader: Reader, events: readonly HubEvent[], mark: typeof takeBundles): Promise<void> {
  await transactOf(options)(async (tx) => {
    const { fresh, blocked } = await mark(tx, events);
    if (fresh.length === 0) return;
    const free = blocked.size === 0 ? fresh : fresh.filter((event) => !blocked.has(event.aggregateId));
    await reader.take(free, tx);
    if (blocked.size > 0) {
      const parked = fresh.filter((event) => blocked.has(event.aggregateId));
      const told = await keepDeadLetters(tx, {
        consumer: options.context,
        events: parked,
        reason: 'waits behind an open dead letter of the same aggregate',
        parked: true,
        now: options.now(),
      });
      await options.outbox.append(tx, told);
    }
  });
}

function transactOf(options: InboxOptions): Transact {
  return options.transact ?? ((work) => inTransaction(options.pool, work));
}

async function bury(options: InboxOptions, event: HubEvent, reason: string): Promise<void> {
  await transactOf(options)(async (tx) => {
    const fresh = await markEvents(tx, [event]);
    if (fresh.length === 0) return;
    const told = await keepDeadLetters(tx, { consumer: options.context, events: fresh, reason, parked: false, now: options.now() });
    await options.outbox.append(tx, told);
  });
}

async function keepNonsense(options: InboxOptions, elements: readonly UnreadableElement[]): Promise<void> {
  await transactOf(options)(async (tx) => {
    const told = await keepUnreadable(tx, { consumer: options.context, elements, now: options.now() });
    await options.outbox.append(tx, told);
  });
}

async function replayLetters(options: InboxOptions, reader: Reader, deadLetterId: string): Promise<number> {
  return transactOf(options)(async (tx) => {
    const letters = await openLettersOfSameAggregate(tx, deadLetterId);
    await reader.take(
      letters.map((letter) => letter.event),
      tx,
    );
    const told = await settleDeadLetters(
      tx,
      options.context,
      letters.map((letter) => letter.id),
      options.now(),
    );
    await options.outbox.append(tx, told);
    return letters.length;
  });
}
