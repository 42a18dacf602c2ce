/** Postgres's own numbers of the types whose elements go as they are. */
const OIDS = { text: 25, bytea: 17 } as const;
type ElementType = keyof typeof OIDS;
type Element = string | Buffer | null;
const HEAD = 20;

/** A parameter of a statement that is an array of texts or of bytes. */
export interface BinaryPlace {
  readonly at: number;
  readonly type: ElementType;
}

/** Which parameters of a statement are arrays of texts or of bytes. */
export function binaryPlaces(text: string): readonly BinaryPlace[] {
  const places = new Map<number, ElementType>();
  for (const [, place, type] of text.matchAll(/\$(\d+)::(text|bytea)\[\]/g))
    places.set(Number(place) - 1, type === 'bytea' ? 'bytea' : 'text');
  return [...places].map(([at, type]) => ({ at, type }));
}

/** The values as they go to Postgres: arrays of texts and of bytes in its own form, everything else as it is. */
export function withBinaryArrays(values: readonly unknown[], places: readonly BinaryPlace[]): unknown[] {
  const sent = [...values];
  for (const { at, type } of places) {
    const value = sent[at];
    if (areElements(value, type)) sent[at] = encodeArray(value, type);
  }
  return sent;
}

/**
 * An array in Postgres's own form. In its written form each quote of each JSON document is escaped here and looked for there, which was the
 * greatest single share of what the driver did (ADR 0085), and bytes travel as hexadecimal digits: twice as long, and written and read one by one.
 */
function encodeArray(elements: readonly Element[], type: ElementType): Buffer {
  let size = HEAD;
  for (const element of elements) size += 4 + (element === null ? 0 : Buffer.byteLength(element));
  const bytes = Buffer.allocUnsafe(size);
  bytes.writeInt32BE(1, 0);
  bytes.writeInt32BE(elements.includes(null) ? 1 : 0, 4);
  bytes.writeInt32BE(OIDS[type], 8);
  bytes.writeInt32BE(elements.length, 12);
  bytes.writeInt32BE(1, 16);
  let at = HEAD;
  for (const element of elements) {
    const length = element === null ? -1 : typeof element === 'string' ? bytes.write(element, at + 4) : element.copy(bytes, at + 4);
    bytes.writeInt32BE(length, at);
    at += 4 + Math.max(length, 0);
  }
  return bytes;
}

function areElements(value: unknown, type: ElementType): value is readonly Element[] {
  if (!Array.isArray(value)) return false;
  return value.every((one) => one === null || (type === 'text' ? typeof one === 'string' : Buffer.isBuffer(one)));
}
