import { DomainError } from '@orderloom/domain-kernel';

/** The values of the sort key of one row, in order: what `where (a, b) < ($1, $2)` needs. Dates as ISO text, bigints as text. */
export type CursorKey = readonly (string | number)[];

/** The text is not a cursor of this list, or the page size is out of bounds. */
export class PageRefused extends DomainError {
  readonly code: 'BAD_CURSOR' | 'BAD_PAGE_SIZE';

  constructor(code: PageRefused['code'], message: string) {
    super(message);
    this.code = code;
  }
}

const version = 1;

/** An opaque cursor; `list` names list and sort order, so that a cursor of another list is refused, not misread. */
export function encodeCursor(list: string, key: CursorKey): string {
  return Buffer.from(JSON.stringify([version, list, ...key])).toString('base64url');
}

/** The key of a cursor of this list with so many values. */
export function decodeCursor(list: string, cursor: string, length: number): CursorKey {
  const parsed = parseJson(Buffer.from(cursor, 'base64url').toString('utf8'));
  if (!Array.isArray(parsed) || parsed.length !== length + 2 || parsed[0] !== version || parsed[1] !== list) throw badCursor();
  return parsed.slice(2).map((value: unknown) => {
    if (typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value))) return value;
    throw badCursor();
  });
}

/** The page size of `first`, 50 where it is absent; refuses less than 1 and more than the greatest (200 unless told). */
export function pageSize(first: number | null | undefined, greatest = 200): number {
  const size = first ?? Math.min(50, greatest);
  if (size < 1 || size > greatest) throw new PageRefused('BAD_PAGE_SIZE', `A page has 1 to ${greatest} rows.`);
  return size;
}

/** A page: its rows, and where it stands. */
export type Connection<Node> = {
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
};

/** Builds a page out of up to `size + 1` rows: the extra row only tells that there is a next page. */
export function connection<Row, Node = Row>(page: {
  readonly list: string;
  readonly rows: readonly Row[];
  readonly size: number;
  readonly keyOf: (row: Row) => CursorKey;
  readonly nodeOf: (row: Row) => Node;
}): Connection<Node> {
  const shown = page.rows.slice(0, page.size);
  const last = shown.at(-1);
  return {
    nodes: shown.map(page.nodeOf),
    pageInfo: {
      hasNextPage: page.rows.length > page.size,
      endCursor: last === undefined ? null : encodeCursor(page.list, page.keyOf(last)),
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw badCursor();
  }
}

function badCursor(): PageRefused {
  return new PageRefused('BAD_CURSOR', 'The cursor does not belong to this list.');
}
