import { createHash } from 'node:crypto';
import { isObject, parseJson } from '../../core/big-json.ts';
import type { JsonObject } from '../../core/big-json.ts';
import type { Cursor, TimeIndex } from '../../core/time-index.ts';
import type { Range } from './answer.ts';

export interface Page {
  readonly ids: readonly string[];
  readonly hasMore: boolean;
  readonly nextKey: string;
}

/** One page behind an opaque key. Null when the key belongs to another filter. */
export function readPage(
  index: TimeIndex,
  range: Range,
  filter: JsonObject,
  nextKey: string,
  size: number,
  keeps: (id: string) => boolean,
): Page | null {
  const mark = createHash('sha1')
    .update(JSON.stringify({ range: [range.from, range.to], filter }))
    .digest('base64url')
    .slice(0, 8);
  let cursor: Cursor | null = null;
  if (nextKey !== '') {
    const read = readKey(nextKey);
    if (read === null || read.mark !== mark) return null;
    cursor = read.cursor;
  }
  const found: Cursor[] = [];
  let more = true;
  while (found.length <= size && more) {
    const next = index.after(range.from, range.to, cursor, size + 1);
    more = next.length > size;
    cursor = next.at(-1) ?? cursor;
    found.push(...next.filter(({ id }) => keeps(id)));
  }
  const shown = found.slice(0, size);
  const last = shown.at(-1);
  const hasMore = found.length > size;
  return {
    ids: shown.map(({ id }) => id),
    hasMore,
    nextKey: hasMore && last !== undefined ? Buffer.from(JSON.stringify({ mark, time: last.time, id: last.id })).toString('base64url') : '',
  };
}

function readKey(text: string): { readonly mark: string; readonly cursor: Cursor } | null {
  try {
    const key = parseJson(Buffer.from(text, 'base64url').toString('utf8'));
    if (!isObject(key) || typeof key['mark'] !== 'string' || typeof key['id'] !== 'string' || typeof key['time'] !== 'number') return null;
    return { mark: key['mark'], cursor: { id: key['id'], time: key['time'] } };
  } catch {
    return null;
  }
}
