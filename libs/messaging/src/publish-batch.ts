import { positionedElements, type Context, type EventType, type StoredBundle } from '@orderloom/contracts';
import type { JsMsg } from '@nats-io/jetstream';
import { headers, type MsgHdrs } from '@nats-io/transport-node';
import type { HubConnection } from './hub-connection.ts';
import { streamOf } from './streams.ts';

const SETTLED_HEADER = 'Hub-Outbox-Settled';
const FENCE_HEADER = 'Hub-Outbox-Fence';
const COUNT_HEADER = 'Hub-Events';
const encoder = new TextEncoder();

export interface PublishedAck {
  readonly streamSeq: number;
  readonly duplicate: boolean;
}

/**
 * How far the outbox stands with a message: every row up to `settled` is in it or in an earlier one of its stream.
 * Only as true as the relay that said it: `fence` is its number, and one that lost its turn, or its stream, is not believed.
 */
export interface OutboxMark {
  readonly settled: bigint;
  readonly fence: bigint;
}

/** Publishes bundles of one subject as one message in CloudEvents batched mode. The broker takes 8 MB; who calls sees to it that they fit. */
export async function publishBatch(
  hub: HubConnection,
  batch: {
    readonly context: Context;
    readonly type: EventType;
    readonly bundles: readonly StoredBundle[];
    readonly mark: OutboxMark;
  },
): Promise<PublishedAck> {
  const { bundles } = batch;
  if (bundles.length === 0) throw new RangeError('an empty batch says nothing');
  const head = headersOf(batch.mark);
  head.set('Content-Type', 'application/cloudevents-batch+json');
  const elements = bundles.flatMap(positionedElements);
  head.set(COUNT_HEADER, elements.length.toString());
  const body = encoder.encode(`[${elements.join(',')}]`);
  const ack = await hub.js.publish(batch.type, body, {
    headers: head,
    timeout: 5_000,
    expect: { streamName: streamOf(batch.context) },
  });
  return { streamSeq: ack.seq, duplicate: ack.duplicate };
}

/** A message without events: tells readers of some types how far the outbox is with all of them. */
export async function publishHeartbeat(hub: HubConnection, context: Context, mark: OutboxMark): Promise<PublishedAck> {
  const ack = await hub.js.publish(`hub.${context}.heartbeat`, new Uint8Array(), {
    headers: headersOf(mark),
    timeout: 5_000,
    expect: { streamName: streamOf(context) },
  });
  return { streamSeq: ack.seq, duplicate: ack.duplicate };
}

export function markOf(message: JsMsg): OutboxMark {
  return { settled: BigInt(message.headers?.get(SETTLED_HEADER) || '0'), fence: BigInt(message.headers?.get(FENCE_HEADER) || '0') };
}

/** What is assumed of a message from before the count was told: a backlog of an older release's was of full ones. */
const COUNT_UNTOLD = '100';

/** How many events a message holds, without a look into it. */
export function countOf(message: JsMsg): number {
  return Number(message.headers?.get(COUNT_HEADER) || COUNT_UNTOLD);
}

function headersOf(mark: OutboxMark): MsgHdrs {
  const head = headers();
  head.set(SETTLED_HEADER, mark.settled.toString());
  head.set(FENCE_HEADER, mark.fence.toString());
  return head;
}
