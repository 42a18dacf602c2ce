import { describe, expect, it } from 'vitest';
import { difference } from './difference.ts';
import { tidy } from './tidy.ts';
import { cut } from './cut-answer.ts';

describe('a raw body laid out for reading', () => {
  it('keeps the digits of an id above 2^53', () => {
    expect(tidy('{"order_id":6928471022210447123,"a":[1,{"b":"x, {y}: \\"z\\""}],"e":[],"n":{}}')).toBe(
      '{\n  "order_id": 6928471022210447123,\n  "a": [\n    1,\n    {\n      "b": "x, {y}: \\"z\\""\n    }\n  ],\n  "e": [],\n  "n": {}\n}',
    );
  });
  it('breaks XML between tags and leaves other text alone', () => {
    expect(tidy('<a><b>1</b></a>')).toBe('<a>\n<b>1</b>\n</a>');
    expect(tidy('flag=ok&code=0')).toBe('flag=ok&code=0');
  });
});

describe('the difference to the body before', () => {
  it('names the lines that came and went, in order', () => {
    expect(difference('a\nb\nc', 'a\nx\nc\nd')).toEqual([
      { kind: 'same', text: 'a' },
      { kind: 'removed', text: 'b' },
      { kind: 'added', text: 'x' },
      { kind: 'same', text: 'c' },
      { kind: 'added', text: 'd' },
    ]);
  });
  it('gives both texts back, whatever they are', () => {
    const lines = difference('1\n2\n3\n4', '2\n4\n5');
    expect(
      lines
        .filter((line) => line.kind !== 'added')
        .map((line) => line.text)
        .join(''),
    ).toBe('1234');
    expect(
      lines
        .filter((line) => line.kind !== 'removed')
        .map((line) => line.text)
        .join(''),
    ).toBe('245');
  });
});

describe('the answer sentence', () => {
  it('is cut where its tone changes and reads the same when joined', () => {
    const parts = cut('paid 3 h ago, \u0002red stuck at “Stock locked”\u0003: 1 short.');
    expect(parts).toEqual([{ text: 'paid 3 h ago, ' }, { text: 'stuck at “Stock locked”', tone: 'red' }, { text: ': 1 short.' }]);
    expect(parts.map((part) => part.text).join('')).toBe('paid 3 h ago, stuck at “Stock locked”: 1 short.');
  });
});
