import { eventCatalogue, isEventType, type EventBody, type EventType } from './subjects.ts';

/**
 * One event of the hub. Besides its body it says all that the order twin tells of a fact:
 * which outside system spoke, who acted, when it happened there, when it reached the hub, and where its raw body lies.
 */
export interface HubEvent<T extends EventType = EventType> {
  /** UUIDv7; the same event sent again has the same id. */
  readonly id: string;
  readonly type: T;
  readonly aggregateId: string;
  /** Grows by one with each event of the aggregate where the producer keeps versions, else 0. */
  readonly aggregateVersion: number;
  /** Hub order id, or empty when the event is not about one order. */
  readonly orderId: string;
  /** Outside system that spoke ("douyin", "qimen", "sf", "kingdee", "wechat-oa", "wecom", "amap"), or "hub". */
  readonly system: string;
  /** Account of a person, name of a rule, or the system again. */
  readonly actor: string;
  /** When it happened at its source. */
  readonly occurredAt: Date;
  /** When it reached the hub. */
  readonly receivedAt: Date;
  /** When the hub committed it. */
  readonly recordedAt: Date;
  /** "context/raw id", or empty. */
  readonly rawRef: string;
  /** W3C trace context of the work that caused it, or empty. */
  readonly traceparent: string;
  /** Position in the producer's outbox; events of one bundle share it. */
  readonly outboxSeq: bigint;
  /** The bundle in which it was stored together with others of its type, and by which readers know it again. Undefined when it was stored alone. */
  readonly bundleId?: string;
  readonly data: EventBody<T>;
  /** The body as it came, for who keeps it: to write it anew from `data` costs as much as reading it did. */
  readonly json?: unknown;
}

/** What a producer says of a new event; the outbox adds id, times and trace. */
export type NewEvent<T extends EventType = EventType> = {
  readonly [K in T]: {
    readonly type: K;
    readonly aggregateId: string;
    readonly aggregateVersion?: number;
    readonly orderId?: string;
    readonly system?: string;
    readonly actor?: string;
    readonly occurredAt?: Date;
    readonly receivedAt?: Date;
    readonly rawRef?: string;
    /** Trace of the event that caused this one; by default the trace of the work at hand. */
    readonly traceparent?: string;
    readonly data: EventBody<K>;
  };
}[T];

/** Thrown for an element that is not an event of the catalogue; the element goes to the dead letter, not its batch. */
export class UnreadableEvent extends Error {
  override readonly name = 'UnreadableEvent';
}

/** Events of one type that were committed together, as their producer's outbox keeps them. */
export interface StoredBundle {
  readonly seq: bigint;
  readonly type: EventType;
  /** CloudEvents JSON of each event, made once, when it was appended, and so without the position that it got then. */
  readonly elements: readonly string[];
}

/** One event as a bundle of its own. */
export function storedEvent({ outboxSeq, ...event }: HubEvent): StoredBundle {
  return { seq: outboxSeq, type: event.type, elements: [elementOf(event)] };
}

/** CloudEvents JSON of an event that has no position yet. */
export function elementOf(event: Omit<HubEvent, 'outboxSeq'>): string {
  return JSON.stringify(attributesOf(event, undefined, event.bundleId));
}

/** The events of a bundle as the broker gets them. Their texts are not read again: on the way to the broker nobody has a question to them. */
export function positionedElements({ seq, elements }: StoredBundle): readonly string[] {
  return elements.map((element) => `{"outboxseq":"${seq}",${element.slice(1)}`);
}

/** CloudEvents 1.0 JSON of one event that stands alone. */
export function eventToCloudEvent(event: HubEvent): Record<string, unknown> {
  return attributesOf(event, event.outboxSeq.toString(), undefined);
}

/** Extension attributes are lower case as the standard demands. In one piece: put together of several it took twice as long. */
function attributesOf(
  event: Omit<HubEvent, 'outboxSeq'>,
  position: string | undefined,
  bundleId: string | undefined,
): Record<string, unknown> {
  return {
    specversion: '1.0',
    id: event.id,
    type: event.type,
    source: `/hub/${event.type.split('.', 2)[1] ?? ''}`,
    subject: event.aggregateId,
    time: timeText(event.recordedAt),
    datacontenttype: 'application/json',
    aggregateversion: event.aggregateVersion,
    orderid: event.orderId,
    system: event.system,
    actor: event.actor,
    occurredat: timeText(event.occurredAt),
    receivedat: timeText(event.receivedAt),
    rawref: event.rawRef,
    traceparent: event.traceparent,
    outboxseq: position,
    bundleid: bundleId,
    data: bodyToJson(event.type, event.data),
  };
}

/** The time that was put into words, or read, last: all events of a batch were recorded at one moment. */
let spoken = { ms: Number.NaN, text: '' };
let heard = { text: '', time: new Date(0) };

function timeText(time: Date): string {
  const ms = time.getTime();
  if (ms !== spoken.ms) spoken = { ms, text: time.toISOString() };
  return spoken.text;
}

export function bodyToJson<T extends EventType>(type: T, data: EventBody<T>): unknown {
  const codec = eventCatalogue[type] as { toJSON(message: EventBody<T>): unknown };
  return codec.toJSON(data);
}

/** Reads one element of a batch. Throws UnreadableEvent. */
export function eventFromCloudEvent(element: unknown): HubEvent {
  if (typeof element !== 'object' || element === null) throw new UnreadableEvent('element is not an object');
  const attributes = element as Readonly<Record<string, unknown>>;
  const type = text(attributes, 'type');
  if (!isEventType(type)) throw new UnreadableEvent(`unknown event type ${type}`);
  const recordedAt = time(attributes, 'time');
  try {
    const event: HubEvent = {
      id: uuid(attributes, 'id'),
      type,
      aggregateId: text(attributes, 'subject'),
      aggregateVersion: Number(attributes['aggregateversion'] ?? 0),
      orderId: String(attributes['orderid'] ?? ''),
      system: String(attributes['system'] ?? 'hub'),
      actor: String(attributes['actor'] ?? ''),
      occurredAt: time(attributes, 'occurredat'),
      receivedAt: time(attributes, 'receivedat'),
      recordedAt,
      rawRef: String(attributes['rawref'] ?? ''),
      traceparent: String(attributes['traceparent'] ?? ''),
      outboxSeq: position(attributes, 'outboxseq'),
      data: eventCatalogue[type].fromJSON(attributes['data']),
      json: attributes['data'],
    };
    return attributes['bundleid'] === undefined ? event : Object.assign(event, { bundleId: uuid(attributes, 'bundleid') });
  } catch (cause) {
    if (cause instanceof UnreadableEvent) throw cause;
    throw new UnreadableEvent(`body of ${type} is not readable`, { cause });
  }
}

function text(attributes: Readonly<Record<string, unknown>>, name: string): string {
  const value = attributes[name];
  if (typeof value !== 'string' || value === '') throw new UnreadableEvent(`attribute ${name} is missing`);
  if (value.includes('\0')) throw new UnreadableEvent(`attribute ${name} has a NUL`);
  return value;
}

/** What a reader cannot store must be refused here, where it costs one element and not its whole batch. */
function uuid(attributes: Readonly<Record<string, unknown>>, name: string): string {
  const value = text(attributes, name);
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value)) throw new UnreadableEvent(`attribute ${name} is not a UUID`);
  return value;
}

function position(attributes: Readonly<Record<string, unknown>>, name: string): bigint {
  const value = BigInt(String(attributes[name] ?? '0'));
  if (value < 0n || value >= 2n ** 63n) throw new UnreadableEvent(`attribute ${name} is out of range`);
  return value;
}

function time(attributes: Readonly<Record<string, unknown>>, name: string): Date {
  const value = text(attributes, name);
  if (value === heard.text) return heard.time;
  const read = { text: value, time: new Date(value) };
  if (Number.isNaN(read.time.getTime())) throw new UnreadableEvent(`attribute ${name} is not a time`);
  heard = read;
  return read.time;
}

/** The same event as a union over all types, so that a `switch` on `type` knows the body. */
export type AnyHubEvent = { readonly [T in EventType]: HubEvent<T> }[EventType];

export function discriminated(event: HubEvent): AnyHubEvent {
  return event as AnyHubEvent; // its codec was chosen by its type
}

/** Narrows an event to one type, for handlers that were given it by type. */
export function isOfType<T extends EventType>(event: HubEvent, type: T): event is HubEvent & HubEvent<T> {
  return event.type === type;
}
