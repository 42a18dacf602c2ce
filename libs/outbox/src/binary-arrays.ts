import { bigIntegers, bodies, booleans, doubles, integers, moments, texts, times, type Elements } from './binary-elements.ts';

/** An array in Postgres's own form; undefined where something in it has no such form. */
type Encode = (values: readonly unknown[]) => Buffer | undefined;

/** By the name that follows `::` in a statement; arrays of other types go as the driver writes them (ids too, which it writes quicker). */
const encoders: ReadonlyMap<string, Encode> = new Map([
  ['text', arraysOf(texts)],
  ['bytea', arraysOf(bodies)],
  ['timestamptz', arraysOf(times)],
  ['int', arraysOf(integers)],
  ['integer', arraysOf(integers)],
  ['bigint', arraysOf(bigIntegers)],
  ['boolean', arraysOf(booleans)],
  ['bool', arraysOf(booleans)],
  ['float8', arraysOf(doubles)],
]);
const HEAD = 20;

/** A parameter of a statement that is an array. */
export interface BinaryPlace {
  readonly at: number;
  readonly encode: Encode;
}

/** Which parameters of a statement are arrays that can go in Postgres's own form. */
export function binaryPlaces(text: string): readonly BinaryPlace[] {
  const places = new Map<number, Encode>();
  for (const [, place, type = ''] of text.matchAll(/\$(\d+)::(\w+)\[\]/g)) {
    const encode = encoders.get(type);
    if (encode !== undefined) places.set(Number(place) - 1, encode);
  }
  return [...places].map(([at, encode]) => ({ at, encode }));
}

/** The values as they go to Postgres: arrays of known types in its own form, everything else as it is. */
export function withBinaryArrays(values: readonly unknown[], places: readonly BinaryPlace[]): unknown[] {
  const sent = [...values];
  for (const { at, encode } of places) {
    const value = sent[at];
    if (Array.isArray(value)) sent[at] = encode(value) ?? value;
  }
  return sent;
}

const timesOf = arraysOf(moments);

/**
 * Times and epoch milliseconds as a `timestamptz[]`, also in a statement that has no name yet. Written out, each was put together here and
 * taken apart there, which alone was a twentieth of what an order cost the tower's Postgres.
 */
export function arrayOfTimes(values: readonly (Date | number | null | undefined)[]): Buffer | readonly (Date | null)[] {
  const known = values.map((value) => value ?? null);
  return timesOf(known) ?? known.map((value) => (typeof value === 'number' ? new Date(value) : value));
}

/**
 * In its written form each quote of each JSON document is escaped here and looked for there, which was the greatest single share of what the
 * driver did (ADR 0085); bytes travel as hexadecimal digits, twice as long; and each time and number is put into words here and read again there.
 */
function arraysOf<One>(elements: Elements<One>): Encode {
  const isOurs = (one: unknown): one is One | null => one === null || elements.accepts(one);
  return (values) => {
    if (!values.every(isOurs)) return undefined;
    let size = HEAD;
    for (const one of values) size += 4 + (one === null ? 0 : elements.sizeOf(one));
    const bytes = Buffer.allocUnsafe(size);
    bytes.writeInt32BE(1, 0);
    bytes.writeInt32BE(values.includes(null) ? 1 : 0, 4);
    bytes.writeInt32BE(elements.oid, 8);
    bytes.writeInt32BE(values.length, 12);
    bytes.writeInt32BE(1, 16);
    let at = HEAD;
    for (const one of values) {
      // A text is measured once: where it ends says how long it was.
      const end = one === null ? at + 4 : elements.write(bytes, one, at + 4);
      bytes.writeInt32BE(one === null ? -1 : end - at - 4, at);
      at = end;
    }
    return bytes;
  };
}
