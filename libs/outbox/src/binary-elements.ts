/** How elements of one type are written as Postgres itself writes them. */
export interface Elements<One> {
  /** Postgres's own number of the type. */
  readonly oid: number;
  /** What is given otherwise goes in its written form, and Postgres says what it makes of it. */
  readonly accepts: (one: unknown) => one is One;
  readonly sizeOf: (one: One) => number;
  /** Answers with where it ends. */
  readonly write: (bytes: Buffer, one: One, at: number) => number;
}

const TWO_TO_32 = 2 ** 32;
/** Postgres counts microseconds from the beginning of 2000. */
const YEAR_2000_MS = Date.UTC(2000, 0, 1);
/** The furthest that a `Date` knows, to either side; Postgres itself refuses what is before its calendar. */
const FURTHEST_MS = 8_640_000_000_000_000;

export const texts: Elements<string> = {
  oid: 25,
  accepts: (one): one is string => typeof one === 'string',
  sizeOf: (one) => Buffer.byteLength(one),
  write: (bytes, one, at) => at + bytes.write(one, at),
};

export const bodies: Elements<Buffer> = {
  oid: 17,
  accepts: (one): one is Buffer => Buffer.isBuffer(one),
  sizeOf: (one) => one.length,
  write: (bytes, one, at) => at + one.copy(bytes, at),
};

export const times: Elements<Date> = {
  oid: 1184,
  accepts: (one): one is Date => one instanceof Date && !Number.isNaN(one.getTime()),
  sizeOf: () => 8,
  write: (bytes, one, at) => writeTime(bytes, one.getTime(), at),
};

/** Times of which some are epoch milliseconds. */
export const moments: Elements<Date | number> = {
  oid: 1184,
  accepts: (one): one is Date | number => times.accepts(one) || (Number.isInteger(one) && Math.abs(Number(one)) <= FURTHEST_MS),
  sizeOf: () => 8,
  write: (bytes, one, at) => writeTime(bytes, typeof one === 'number' ? one : one.getTime(), at),
};

export const integers: Elements<number> = {
  oid: 23,
  accepts: (one): one is number => typeof one === 'number' && (one | 0) === one,
  sizeOf: () => 4,
  write: (bytes, one, at) => bytes.writeInt32BE(one, at),
};

export const bigIntegers: Elements<bigint | number> = {
  oid: 20,
  accepts: (one): one is bigint | number => (typeof one === 'bigint' ? BigInt.asIntN(64, one) === one : Number.isSafeInteger(one)),
  sizeOf: () => 8,
  write: (bytes, one, at) => (typeof one === 'bigint' ? bytes.writeBigInt64BE(one, at) : writeInt64(bytes, one, at)),
};

export const booleans: Elements<boolean> = {
  oid: 16,
  accepts: (one): one is boolean => typeof one === 'boolean',
  sizeOf: () => 1,
  write: (bytes, one, at) => bytes.writeUInt8(one ? 1 : 0, at),
};

export const doubles: Elements<number> = {
  oid: 701,
  accepts: (one): one is number => typeof one === 'number',
  sizeOf: () => 8,
  // In words there is no minus zero.
  write: (bytes, one, at) => bytes.writeDoubleBE(one + 0, at),
};

/** What an outside system takes for a time is kept as long as it is one, also where the number of its microseconds is no longer exact. */
function writeTime(bytes: Buffer, time: number, at: number): number {
  const micros = (time - YEAR_2000_MS) * 1_000;
  if (Number.isSafeInteger(micros)) return writeInt64(bytes, micros, at);
  return bytes.writeBigInt64BE(BigInt(time - YEAR_2000_MS) * 1_000n, at);
}

function writeInt64(bytes: Buffer, value: number, at: number): number {
  const high = Math.floor(value / TWO_TO_32);
  return bytes.writeUInt32BE(value - high * TWO_TO_32, bytes.writeInt32BE(high, at));
}
