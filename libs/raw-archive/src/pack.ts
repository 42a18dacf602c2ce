import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';

export interface Packable {
  readonly id: string;
  readonly body: Buffer;
}

/** Fewer, or smaller ones, are quicker sealed one by one. */
const FEWEST = 4;
const LEAST_BYTES = 8_192;
/** Who reads one of them opens all. */
const FULL_BYTES = 512 * 1024;
const FASTEST = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/** Groups that are worth a pack each, in order; everything else stands alone. */
export function groupsOf<Body extends Packable>(bodies: readonly Body[]): readonly (readonly Body[])[] {
  const groups: Body[][] = [];
  let group: Body[] = [];
  let size = 0;
  for (const one of bodies) {
    if (group.length > 0 && size + one.body.length > FULL_BYTES) {
      groups.push(group);
      [group, size] = [[], 0];
    }
    group.push(one);
    size += one.body.length;
  }
  if (group.length > 0) groups.push(group);
  return groups.flatMap((one) => (isWorthIt(one) ? [one] : one.map((alone) => [alone])));
}

function isWorthIt(group: readonly Packable[]): boolean {
  return group.length >= FEWEST && group.reduce((sum, { body }) => sum + body.length, 0) >= LEAST_BYTES;
}

/** Orders of one platform have nearly everything but their values in common: together they become a tenth. */
export function pack(bodies: readonly Packable[]): Buffer {
  const contents = Buffer.from(JSON.stringify(bodies.map(({ id, body }) => [id, body.length])));
  const head = Buffer.alloc(4);
  head.writeUInt32BE(contents.length);
  return zstdCompressSync(Buffer.concat([head, contents, ...bodies.map(({ body }) => body)]), FASTEST);
}

/** The bodies of a pack by their ids. */
export function unpack(packed: Buffer): ReadonlyMap<string, Buffer> {
  const plain = zstdDecompressSync(packed);
  let at = 4 + plain.readUInt32BE(0);
  const contents: readonly (readonly [id: string, size: number])[] = JSON.parse(plain.toString('utf8', 4, at));
  return new Map(contents.map(([id, size]) => [id, plain.subarray(at, (at += size))]));
}
