import type { FileSource } from './file-source.ts';
import { FileRefused } from './file-refused.ts';

export type Encoding = 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be';

/** A byte-order mark decides; else strict UTF-8 over the whole file; else GB18030, which holds GBK. */
export function encodingOf(source: FileSource): Encoding {
  const [first, second, third] = source.head;
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return source.utf8 ? 'utf-8' : 'gb18030';
}

/** The text of a file, block by block. Throws FileRefused at the first byte that no encoding explains. */
export async function* textOf(source: FileSource): AsyncGenerator<string> {
  const decoder = new TextDecoder(encodingOf(source), { fatal: true });
  try {
    for await (const block of source.blocks()) {
      // NUL says nothing to a person, and no text column takes it.
      const text = decoder.decode(block, { stream: true }).replaceAll('\0', '');
      if (text !== '') yield text;
    }
    const rest = decoder.decode();
    if (rest !== '') yield rest;
  } catch (error) {
    if (error instanceof TypeError) throw new FileRefused('UNKNOWN_ENCODING', { cause: error });
    throw error;
  }
}
