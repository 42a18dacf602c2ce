import { createReadStream, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { constants, gunzipSync, inflateSync } from 'node:zlib';
import type { Needle } from './forms.ts';

/** A place where something personal stands in the open. */
export interface Leak {
  readonly place: string;
  readonly what: string;
  readonly form: string;
  readonly offset: number;
}

const chunkBytes = 8 * 1024 * 1024;
const longestNeedle = 512;
const unpackedAtMost = 4 * 1024 * 1024;

/** Searches bytes for every needle, and in every gzip or zlib stream that begins in them. */
export function searchBytes(place: string, bytes: Buffer, needles: readonly Needle[], at = 0): readonly Leak[] {
  const leaks = find(place, bytes, needles, at);
  for (const start of packedAt(bytes)) {
    const unpacked = unpack(bytes.subarray(start));
    if (unpacked !== undefined) leaks.push(...find(`${place} (packed at ${at + start})`, unpacked, needles, 0));
  }
  return leaks;
}

/** Every file below a folder, read in chunks that overlap, so that nothing hides on a seam. */
export async function searchFiles(
  folder: string,
  needles: readonly Needle[],
  skip: (path: string) => boolean = () => false,
): Promise<{ readonly leaks: readonly Leak[]; readonly bytes: number }> {
  const leaks: Leak[] = [];
  let total = 0;
  for (const path of filesBelow(folder)) {
    if (skip(path)) continue;
    let carry = Buffer.alloc(0);
    let at = 0;
    for await (const part of createReadStream(path, { highWaterMark: chunkBytes })) {
      const bytes = Buffer.concat([carry, part as Buffer]);
      leaks.push(...searchBytes(path, bytes, needles, at));
      carry = Buffer.from(bytes.subarray(Math.max(0, bytes.length - longestNeedle)));
      at += bytes.length - carry.length;
      total += (part as Buffer).length;
    }
  }
  return { leaks, bytes: total };
}

function find(place: string, bytes: Buffer, needles: readonly Needle[], at: number): Leak[] {
  return needles.flatMap(({ what, form, bytes: needle }) => {
    const offset = bytes.indexOf(needle);
    return offset < 0 ? [] : [{ place, what, form, offset: at + offset }];
  });
}

function* packedAt(bytes: Buffer): Generator<number> {
  for (const magic of [gzipMagic, ...zlibMagics]) {
    for (let start = bytes.indexOf(magic); start >= 0; start = bytes.indexOf(magic, start + 1)) yield start;
  }
}

const gzipMagic = Buffer.from([0x1f, 0x8b, 0x08]);
// zlib's default and best headers; the others are what nobody writes, and two bytes are found everywhere.
const zlibMagics = [Buffer.from([0x78, 0x9c]), Buffer.from([0x78, 0xda])];

function unpack(packed: Buffer): Buffer | undefined {
  const options = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: unpackedAtMost };
  try {
    // A stream may go on beyond what was read; what can be unpacked of it is looked at.
    return packed[0] === 0x1f ? gunzipSync(packed.subarray(0, chunkBytes), options) : inflateSync(packed.subarray(0, 256 * 1024), options);
  } catch {
    return undefined;
  }
}

function* filesBelow(folder: string): Generator<string> {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat === undefined) continue;
    if (stat.isDirectory()) yield* filesBelow(path);
    else if (stat.isFile()) yield path;
  }
}
