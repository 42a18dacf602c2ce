import { eventFromCloudEvent, isEventType, isUrgent, type Context, type EventType, type HubEvent } from '@orderloom/contracts';
import { AckPolicy, DeliverPolicy, type ConsumerMessages, type JsMsg } from '@nats-io/jetstream';
import type { HubConnection } from './hub-connection.ts';
import { countOf, markOf, type OutboxMark } from './publish-batch.ts';
import { ensureStream, isNotFound, streamOf } from './streams.ts';

const ACK_WAIT_NS = 15_000_000_000;
/** How long the broker keeps a question for messages. As long does the client wait when a broker that is just starting cannot answer it. */
const ASKED_FOR_MS = 10_000;
/**
 * How often the broker says that it still keeps the question. A lost connection and a deleted consumer are told at once: this finds one that
 * forgot without a word, and a quiet hub has thirty consumers that hear it.
 */
const STILL_ASKED_EVERY_MS = 5_000;
/** Messages in hand are asked for again neither while they wait nor while they are worked on; a killed process's come back soon. */
const STILL_WORKING_MS = 5_000;
/** A batch begins so long after the one before it began, at the earliest: under load fewer and fuller batches form, and a quiet hub answers at once. */
const PACE_MS = 60;
/** After an outage one message may hold a thousand events: a batch ends at the first message that fills it. */
const MOST_EVENTS = 2_000;

/** One NATS message. Acknowledge it only after its effects are committed. */
export interface Delivery {
  /** Of which its events are; undefined where the subject names no type that is known here. */
  readonly type: EventType | undefined;
  /** How many events it holds, as its producer says; a guess where he does not. */
  readonly count: number;
  /** Reads it: nobody need read what tells him nothing. */
  open(): OpenedDelivery;
  /** What the producer's relay said with it of its outbox. */
  readonly mark: OutboxMark;
  /** Position in the stream; grows with each message. */
  readonly streamSeq: number;
  acknowledge(): void;
  /** Hands it back to the broker, to come again after a pause. */
  retryAfter(milliseconds: number): void;
}

export interface OpenedDelivery {
  readonly events: readonly HubEvent[];
  /** Elements that are not events of the catalogue; the rest of the message stands. */
  readonly unreadable: readonly UnreadableElement[];
}

export interface UnreadableElement {
  readonly element: unknown;
  readonly reason: string;
}

export interface BatchConsumer {
  /** Messages that wait in the stream for this consumer, as the broker last said. */
  readonly lag: () => Promise<number>;
  /** Stream position up to which every message is acknowledged. */
  readonly ackFloor: () => Promise<number>;
  stop(): Promise<void>;
}

export interface ConsumeOptions {
  readonly context: Context;
  /** Durable name; one per reading service. */
  readonly consumer: string;
  readonly types: readonly EventType[];
  readonly maxMessages?: number;
  /** How far apart batches begin at least, but for urgent ones; for a reader whom nobody waits for, longer than the usual 60 ms. */
  readonly paceMs?: number;
  /**
   * Never hands over a message before an earlier one that is not acknowledged: after a crash and after a batch that was handed back,
   * the broker begins anew behind the last acknowledged one, instead of sending what is missing some seconds later.
   * For the one process that reads under this name.
   */
  readonly inOrder?: boolean;
  /** Resolves when deliveries may be handed over, for one who takes those of many contexts together; else a pace of its own decides. */
  readonly turn?: () => Promise<void>;
  /** Gets whatever waits, in order of delivery. Must not throw: it answers each delivery itself. */
  readonly onDeliveries: (deliveries: readonly Delivery[]) => Promise<void>;
  readonly onTrouble: (what: string, error: unknown) => void;
}

/**
 * Reads a context's stream in batches: while one batch is worked on, the next collects, so a quiet hub answers at once
 * and a busy one forms batches by itself. Survives a wiped broker by making stream and consumer anew.
 */
export function consumeBatches(hub: HubConnection, options: ConsumeOptions): BatchConsumer {
  const maxMessages = options.maxMessages ?? 256;
  const paceMs = options.paceMs ?? PACE_MS;
  let stopped = false;
  let messages: ConsumerMessages | undefined;
  let waiting: JsMsg[] = [];
  let inHand: readonly JsMsg[] = [];
  let working: Promise<void> | undefined;
  let durable = options.consumer;
  let opened = 0;

  let beganAt = 0;
  let hurry: () => void = () => undefined;
  const workOff = async (): Promise<void> => {
    while (waiting.length > 0 && !stopped) {
      const early = beganAt + paceMs - Date.now();
      if (options.turn !== undefined) await options.turn();
      else if (early > 0 && waiting.length < maxMessages && !waiting.some(isHurried)) {
        await Promise.race([pause(early), new Promise<void>((resolve) => (hurry = resolve))]);
      }
      beganAt = Date.now();
      let handedBack = false;
      const deliveries = handOver(waiting, maxMessages, () => (handedBack = true));
      inHand = waiting.slice(0, deliveries.length);
      waiting = waiting.slice(deliveries.length);
      await options.onDeliveries(deliveries).catch((error: unknown) => {
        options.onTrouble('batch handler threw', error);
        for (const delivery of deliveries) delivery.retryAfter(1_000);
      });
      inHand = [];
      if (handedBack && options.inOrder === true) {
        // What waits comes after what was handed back, and must not overtake it.
        opened += 1;
        waiting = [];
        messages?.stop();
      }
    }
    working = undefined;
  };
  const stillWorking = setInterval(() => {
    for (const message of [...inHand, ...waiting]) message.working();
  }, STILL_WORKING_MS);

  const run = async (): Promise<void> => {
    while (!stopped) {
      try {
        durable = await durableName(hub, options);
        opened += 1;
        const own = opened;
        messages = await openConsumer(hub, { ...options, consumer: durable }, maxMessages, (message) => {
          if (own !== opened) return;
          waiting.push(message);
          if (isHurried(message)) hurry();
          working ??= Promise.resolve().then(workOff);
        });
        // A stop may have come while it was being opened: nobody would end it then.
        if (!stopped) await untilLost(messages);
      } catch (error) {
        if (!stopped) options.onTrouble('consumer lost', error);
      }
      messages?.stop();
      if (!stopped) await pause(500);
    }
  };
  const running = run();

  return {
    lag: async () => {
      const info = await hub.jsm.consumers.info(streamOf(options.context), durable);
      return info.num_pending + info.num_ack_pending;
    },
    ackFloor: async () => {
      const info = await hub.jsm.consumers.info(streamOf(options.context), durable);
      return info.ack_floor.stream_seq;
    },
    stop: async () => {
      stopped = true;
      messages?.stop();
      await working;
      clearInterval(stillWorking);
      for (const message of waiting) message.nak();
      await running;
    },
  };
}

/**
 * Each incarnation of the stream has consumers of its own name: an acknowledgement names consumer and position only,
 * so one that was on its way when the broker forgot everything would else settle the new stream's message at that position.
 */
async function durableName(hub: HubConnection, options: ConsumeOptions): Promise<string> {
  const { createdAt } = await ensureStream(hub, options.context);
  return `${options.consumer}-${createdAt.replaceAll(/\D/g, '')}`;
}

async function openConsumer(
  hub: HubConnection,
  options: ConsumeOptions,
  maxMessages: number,
  callback: (message: JsMsg) => void,
): Promise<ConsumerMessages> {
  const stream = streamOf(options.context);
  const filter = [...options.types, `hub.${options.context}.heartbeat`].toSorted();
  const wanted = {
    durable_name: options.consumer,
    ack_policy: AckPolicy.Explicit,
    deliver_policy: DeliverPolicy.All,
    ack_wait: ACK_WAIT_NS,
    max_ack_pending: maxMessages * 2,
    filter_subjects: filter,
  };
  if (options.inOrder === true) await ensureInOrder(hub, stream, wanted);
  // Adding an existing durable with the same settings changes nothing; with other subjects it updates them.
  else await hub.jsm.consumers.add(stream, wanted).catch(() => hub.jsm.consumers.update(stream, options.consumer, wanted));
  const consumer = await hub.js.consumers.get(stream, options.consumer);
  return consumer.consume({ max_messages: maxMessages, expires: ASKED_FOR_MS, idle_heartbeat: STILL_ASKED_EVERY_MS, callback });
}

/** A consumer that owes nothing: one with messages on their way to a process that is gone is made anew behind its last acknowledged one. */
async function ensureInOrder(
  hub: HubConnection,
  stream: string,
  wanted: { readonly durable_name: string; readonly filter_subjects: string[]; readonly deliver_policy: DeliverPolicy },
): Promise<void> {
  const known = await hub.jsm.consumers.info(stream, wanted.durable_name).catch((error: unknown) => {
    if (isNotFound(error)) return undefined;
    throw error;
  });
  if (known === undefined) return void (await hub.jsm.consumers.add(stream, wanted));
  const filters = known.config.filter_subjects?.toSorted().join();
  if (known.num_ack_pending === 0 && filters === wanted.filter_subjects.join()) return;
  await hub.jsm.consumers.delete(stream, wanted.durable_name);
  await hub.jsm.consumers.add(stream, {
    ...wanted,
    deliver_policy: DeliverPolicy.StartSequence,
    opt_start_seq: known.ack_floor.stream_seq + 1,
  });
}

async function untilLost(messages: ConsumerMessages): Promise<void> {
  for await (const notice of messages.status()) {
    switch (notice.type) {
      case 'consumer_deleted':
      case 'consumer_not_found':
      case 'stream_not_found':
        return;
      case 'heartbeats_missed':
        if (notice.count >= 3) return;
        break;
      default:
        break;
    }
  }
}

function handOver(messages: readonly JsMsg[], most: number, onHandBack: () => void): readonly Delivery[] {
  const deliveries: Delivery[] = [];
  let events = 0;
  for (const message of messages) {
    if (deliveries.length >= most || events >= MOST_EVENTS) break;
    const delivery = deliveryOf(message, onHandBack);
    deliveries.push(delivery);
    events += delivery.count;
  }
  return deliveries;
}

function deliveryOf(message: JsMsg, onHandBack: () => void): Delivery {
  const { subject } = message;
  return {
    type: isEventType(subject) ? subject : undefined,
    count: isHeartbeat(message) ? 0 : countOf(message),
    open: () => openMessage(message),
    mark: markOf(message),
    streamSeq: message.seq,
    acknowledge: () => message.ack(),
    retryAfter: (milliseconds) => {
      onHandBack();
      message.nak(milliseconds);
    },
  };
}

function openMessage(message: JsMsg): OpenedDelivery {
  const events: HubEvent[] = [];
  const unreadable: UnreadableElement[] = [];
  for (const element of elementsOf(message, unreadable)) {
    try {
      events.push(eventFromCloudEvent(element));
    } catch (error) {
      unreadable.push({ element, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  return { events, unreadable };
}

function isHurried({ subject }: JsMsg): boolean {
  return isEventType(subject) && isUrgent(subject);
}

function isHeartbeat(message: JsMsg): boolean {
  return message.subject.endsWith('.heartbeat');
}

function elementsOf(message: JsMsg, unreadable: UnreadableElement[]): readonly unknown[] {
  if (isHeartbeat(message)) return [];
  try {
    const parsed: unknown = message.json();
    return Array.isArray(parsed) ? parsed : [parsed];
  } catch {
    unreadable.push({ element: message.string(), reason: 'message is not JSON' });
    return [];
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
