import { isUtf8 } from 'node:buffer';

/** The bytes of a file, to be read from the beginning as often as needed. */
export interface FileSource {
  readonly size: number;
  /** Its first bytes, enough to tell what it is. */
  readonly head: Buffer;
  /** The whole file is strict UTF-8. */
  readonly utf8: boolean;
  blocks(): AsyncIterable<Buffer>;
}

export function isStrictUtf8(bytes: Buffer): boolean {
  return isUtf8(bytes);
}

/** A file that lies in memory. */
export function sourceOf(bytes: Buffer, options: { readonly utf8: boolean; readonly blockBytes?: number }): FileSource {
  const step = options.blockBytes ?? 65_536;
  return {
    size: bytes.length,
    head: bytes.subarray(0, 4_096),
    utf8: options.utf8,
    blocks: async function* () {
      for (let at = 0; at < bytes.length; at += step) yield bytes.subarray(at, at + step);
    },
  };
}

/** Tells block by block whether all is strict UTF-8; a character may be cut between two blocks. */
export function utf8Watch(): { take(block: Buffer): void; holds(): boolean } {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let broken = false;
  const attempt = (work: () => void): void => {
    if (broken) return;
    try {
      work();
    } catch {
      broken = true;
    }
  };
  return {
    take: (block) => attempt(() => void decoder.decode(block, { stream: true })),
    holds: () => {
      attempt(() => void decoder.decode());
      return !broken;
    },
  };
}
