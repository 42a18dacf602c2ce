import { describe, expect, it } from 'vitest';
import { extentOf, noSelection, pickAll, pickOne, pickRange, pickWhole } from './selection.ts';

const rows = ['a', 'b', 'c', 'd', 'e'];
const picked = (now: { readonly ids: ReadonlySet<string> }): string => [...now.ids].sort().join('');

describe('picking orders in the list', () => {
  it('picks and puts back one by one', () => {
    const one = pickOne(noSelection, 'b');
    expect(picked(one)).toBe('b');
    expect(picked(pickOne(one, 'b'))).toBe('');
  });
  it('picks a range in either direction from where it began', () => {
    expect(picked(pickRange(pickOne(noSelection, 'b'), 'd', rows))).toBe('bcd');
    expect(picked(pickRange(pickOne(noSelection, 'd'), 'a', rows))).toBe('abcd');
  });
  it('puts a range back when its beginning was put back', () => {
    const without = pickOne(pickAll(rows), 'b');
    expect(picked(pickRange(without, 'd', rows))).toBe('ae');
  });
  it('takes a single row when the beginning of the range has left the list', () => {
    expect(picked(pickRange(pickOne(noSelection, 'gone'), 'c', rows))).toBe('cgone');
  });
  it('no longer means the whole filter once one row was put back', () => {
    const whole = pickWhole(rows);
    expect(extentOf(whole, rows)).toBe('whole');
    expect(extentOf(pickOne(whole, 'c'), rows)).toBe('some');
  });
  it('tells all loaded rows from some', () => {
    expect(extentOf(noSelection, rows)).toBe('none');
    expect(extentOf(pickAll(rows), rows)).toBe('loaded');
    expect(extentOf(pickAll(rows), [...rows, 'f'])).toBe('some');
    expect(extentOf(noSelection, [])).toBe('none');
  });
});
