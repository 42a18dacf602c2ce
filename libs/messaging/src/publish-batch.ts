import { eventToCloudEvent, type Context, type EventType, type HubEvent } from '@orderloom/contracts';
import { headers } from '@nats-io/transport-node';
import type { HubConnection } from './hub-connection.ts';
import { streamOf } from './streams.ts';

export const SETTLED_HEADER = 'Hub-Outbox-Settled';
const encoder = new TextEncoder();

export interface PublishedAck {
  readonly streamSeq: number;
  readonly duplicate: boolean;
}

/**
 * Publishes the events of one relay turn for one subject as one message in CloudEvents batched mode.
 * `settled`: every outbox row up to here is in this message or in an earlier one.
 */
export async function publishBatch(
  hub: HubConnection,
  batch: {
    readonly context: Context;
    readonly type: EventType;
    readonly events: readonly HubEvent[];
    readonly settled: bigint;
  },
): Promise<PublishedAck> {
  const first = batch.events[0];
  const last = batch.events.at(-1);
  if (first === undefined || last === undefined) throw new RangeError('an empty batch says nothing');
  const head = headers();
  head.set('Content-Type', 'application/cloudevents-batch+json');
  head.set(SETTLED_HEADER, batch.settled.toString());
  const body = encoder.encode(JSON.stringify(batch.events.map(eventToCloudEvent)));
  const ack = await hub.js.publish(batch.type, body, {
    headers: head,
    timeout: 5_000,
    expect: { streamName: streamOf(batch.context) },
  });
  return { streamSeq: ack.seq, duplicate: ack.duplicate };
}
