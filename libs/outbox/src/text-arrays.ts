const TEXT_OID = 25;
const HEAD = 20;

/** Which parameters of a statement are arrays of texts. */
export function textArrayPlaces(text: string): readonly number[] {
  return [...new Set([...text.matchAll(/\$(\d+)::text\[\]/g)].map(([, place]) => Number(place) - 1))];
}

/** The values as they go to Postgres: arrays of texts as bytes, everything else as it is. */
export function withTextArrays(values: readonly unknown[], places: readonly number[]): unknown[] {
  const sent = [...values];
  for (const place of places) {
    const value = sent[place];
    if (isTexts(value)) sent[place] = encodeTextArray(value);
  }
  return sent;
}

/**
 * An array of texts in Postgres's own form. In its written form each quote of each JSON document is escaped here and looked for there,
 * which was the greatest single share of what the driver did (ADR 0085).
 */
export function encodeTextArray(texts: readonly (string | null)[]): Buffer {
  let size = HEAD;
  for (const text of texts) size += 4 + (text === null ? 0 : Buffer.byteLength(text));
  const bytes = Buffer.allocUnsafe(size);
  bytes.writeInt32BE(1, 0);
  bytes.writeInt32BE(texts.includes(null) ? 1 : 0, 4);
  bytes.writeInt32BE(TEXT_OID, 8);
  bytes.writeInt32BE(texts.length, 12);
  bytes.writeInt32BE(1, 16);
  let at = HEAD;
  for (const text of texts) {
    const length = text === null ? -1 : bytes.write(text, at + 4);
    bytes.writeInt32BE(length, at);
    at += 4 + Math.max(length, 0);
  }
  return bytes;
}

function isTexts(value: unknown): value is readonly (string | null)[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string' || one === null);
}
