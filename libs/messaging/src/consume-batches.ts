import { eventFromCloudEvent, type Context, type EventType, type HubEvent } from '@orderloom/contracts';
import { AckPolicy, DeliverPolicy, type ConsumerMessages, type JsMsg } from '@nats-io/jetstream';
import type { HubConnection } from './hub-connection.ts';
import { SETTLED_HEADER } from './publish-batch.ts';
import { ensureStream, streamOf } from './streams.ts';

const ACK_WAIT_NS = 30_000_000_000;

/** One NATS message, opened. Acknowledge it only after its effects are committed. */
export interface Delivery {
  readonly events: readonly HubEvent[];
  /** Elements that are not events of the catalogue; the rest of the message stands. */
  readonly unreadable: readonly UnreadableElement[];
  /** Every outbox row of the producer up to here has been delivered with or before this message. */
  readonly settled: bigint;
  /** Position in the stream; grows with each message. */
  readonly streamSeq: number;
  acknowledge(): void;
  /** Hands it back to the broker, to come again after a pause. */
  retryAfter(milliseconds: number): void;
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
  let stopped = false;
  let messages: ConsumerMessages | undefined;
  let waiting: JsMsg[] = [];
  let working: Promise<void> | undefined;

  const workOff = async (): Promise<void> => {
    while (waiting.length > 0 && !stopped) {
      const batch = waiting.slice(0, maxMessages);
      waiting = waiting.slice(maxMessages);
      await options.onDeliveries(batch.map(openMessage)).catch((error: unknown) => {
        options.onTrouble('batch handler threw', error);
        for (const message of batch) message.nak(1_000);
      });
    }
    working = undefined;
  };

  const run = async (): Promise<void> => {
    while (!stopped) {
      try {
        messages = await openConsumer(hub, options, maxMessages, (message) => {
          waiting.push(message);
          working ??= Promise.resolve().then(workOff);
        });
        await untilLost(messages);
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
      const info = await hub.jsm.consumers.info(streamOf(options.context), options.consumer);
      return info.num_pending + info.num_ack_pending;
    },
    ackFloor: async () => {
      const info = await hub.jsm.consumers.info(streamOf(options.context), options.consumer);
      return info.ack_floor.stream_seq;
    },
    stop: async () => {
      stopped = true;
      messages?.stop();
      await working;
      await running;
    },
  };
}

async function openConsumer(
  hub: HubConnection,
  options: ConsumeOptions,
  maxMessages: number,
  callback: (message: JsMsg) => void,
): Promise<ConsumerMessages> {
  await ensureStream(hub, options.context);
  const stream = streamOf(options.context);
  const filter = [...options.types, `hub.${options.context}.heartbeat`].toSorted();
  const wanted = {
    durable_name: options.consumer,
    ack_policy: AckPolicy.Explicit,
    deliver_policy: DeliverPolicy.All,
    ack_wait: ACK_WAIT_NS,
    max_ack_pending: maxMessages * 4,
    filter_subjects: filter,
  };
  // Adding an existing durable with the same settings changes nothing; with other subjects it updates them.
  await hub.jsm.consumers.add(stream, wanted).catch(() => hub.jsm.consumers.update(stream, options.consumer, wanted));
  const consumer = await hub.js.consumers.get(stream, options.consumer);
  return consumer.consume({ max_messages: maxMessages, expires: 10_000, idle_heartbeat: 1_000, callback });
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

function openMessage(message: JsMsg): Delivery {
  const events: HubEvent[] = [];
  const unreadable: UnreadableElement[] = [];
  for (const element of elementsOf(message, unreadable)) {
    try {
      events.push(eventFromCloudEvent(element));
    } catch (error) {
      unreadable.push({ element, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  return {
    events,
    unreadable,
    settled: BigInt(message.headers?.get(SETTLED_HEADER) || '0'),
    streamSeq: message.seq,
    acknowledge: () => message.ack(),
    retryAfter: (milliseconds) => message.nak(milliseconds),
  };
}

function elementsOf(message: JsMsg, unreadable: UnreadableElement[]): readonly unknown[] {
  if (message.subject.endsWith('.heartbeat')) return [];
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
