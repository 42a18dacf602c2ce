import { arrayOfTexts } from '@orderloom/outbox';
import { describe, expect, it } from 'vitest';
import { arrayColumn, intColumn, rowsOf, textColumn, timeColumn } from './arrays.ts';

describe('an array for Postgres', () => {
  it('leaves plain words as they are and quotes what would be read otherwise', () => {
    expect(arrayOfTexts(['A-1', '', 'null', 'NULL', 'a,b', '{x}', 'say "hi"', 'back\\slash', '红茶', ' edge ', undefined])).toBe(
      String.raw`{A-1,"","null","NULL","a,b","{x}","say \"hi\"","back\\slash",红茶," edge ",NULL}`,
    );
    expect(arrayOfTexts([])).toBe('{}');
  });

  it('nests: an array of arrays is an array of their texts', () => {
    expect(arrayOfTexts([arrayOfTexts(['a', 'b"c']), undefined])).toBe(String.raw`{"{a,\"b\\\"c\"}",NULL}`);
  });
});

describe('columns of rows', () => {
  const own = <Value>(value: Value): Value => value;
  const at = new Date('2026-11-22T02:00:00Z');

  it('that are the same in every row travel once', () => {
    expect(textColumn('a', ['x', 'x', 'x'], own).array).toBe('{x}');
    expect(textColumn('a', [undefined, undefined], own).array).toBe('{NULL}');
    expect(intColumn('a', [1, 1, 2], own).array).toBe('{1,1,2}');
    expect(timeColumn('a', [at, undefined], own).array).toBe('{"2026-11-22T02:00:00.000Z",NULL}');
  });

  it('are read where they stand, whichever way they travelled', () => {
    const values: unknown[] = [];
    const rows = rowsOf(
      (value) => `$${values.push(value)}`,
      [textColumn('id', ['a', 'b'], own), arrayColumn('units', 'int[]', ['{1}', '{2}'], own)],
    );
    expect(values).toEqual(['{a,b}', '{"{1}","{2}"}']);
    expect(rows).toBe(
      '(select case when cardinality($1::text[]) = 1 then ($1::text[])[1] else u.id end as id, ' +
        '(case when cardinality($2::text[]) = 1 then ($2::text[])[1] else u.units end)::int[] as units from unnest($1::text[], $2::text[]) as u (id, units))',
    );
  });
});
