import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { connection, decodeCursor, encodeCursor, pageSize, type Connection } from './cursor.ts';

const key = fc.array(fc.oneof(fc.string(), fc.integer()), { minLength: 1, maxLength: 4 });

describe('keyset cursors', () => {
  it('read back the key that they were made of, and only for their own list', () => {
    fc.assert(
      fc.property(key, (values) => {
        const cursor = encodeCursor('orders', values);
        expect(decodeCursor('orders', cursor, values.length)).toEqual(values);
        expect(() => decodeCursor('parcels', cursor, values.length)).toThrow(expect.objectContaining({ code: 'BAD_CURSOR' }));
        expect(() => decodeCursor('orders', cursor, values.length + 1)).toThrow(expect.objectContaining({ code: 'BAD_CURSOR' }));
      }),
    );
  });

  it('refuse nonsense as a bad cursor, never as a crash', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => decodeCursor('orders', text, 2)).toThrow(expect.objectContaining({ code: 'BAD_CURSOR' }));
      }),
    );
    const nested = Buffer.from(JSON.stringify([1, 'orders', { a: 1 }, 2])).toString('base64url');
    expect(() => decodeCursor('orders', nested, 2)).toThrow(expect.objectContaining({ code: 'BAD_CURSOR' }));
  });

  it('bound the page size', () => {
    expect(pageSize(undefined)).toBe(50);
    expect(pageSize(null, 20)).toBe(20);
    expect(() => pageSize(0)).toThrow(expect.objectContaining({ code: 'BAD_PAGE_SIZE' }));
    expect(() => pageSize(201)).toThrow(expect.objectContaining({ code: 'BAD_PAGE_SIZE' }));
  });

  it('walk a list page by page without losing or repeating a row', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 10 }), (count, size) => {
        const rows = Array.from({ length: count }, (_, index) => index);
        const seen: number[] = [];
        for (let after: string | null = null, more = true; more;) {
          const from: number = after === null ? -1 : Number(decodeCursor('numbers', after, 1)[0]);
          const page: Connection<number> = connection({
            list: 'numbers',
            rows: rows.filter((row) => row > from).slice(0, size + 1),
            size,
            keyOf: (row) => [row],
            nodeOf: (row) => row,
          });
          seen.push(...page.nodes);
          more = page.pageInfo.hasNextPage;
          after = page.pageInfo.endCursor;
        }
        expect(seen).toEqual(rows);
      }),
    );
  });
});
