import { describe, expect, it } from 'vitest';
import { requirePlainShape } from './json-shape.ts';

const most = { values: 10, depth: 3, textBytes: 100 };
const check = (text: string) => (): void => requirePlainShape(Buffer.from(text), most);

describe('the shape of a body', () => {
  it('counts values and levels outside of texts only', () => {
    expect(check(JSON.stringify({ query: '{ a { b { c { d } } } } # , , , , , , , , , , , , "', note: '\\" , [[[[' }))).not.toThrow();
    expect(check('[1,2,3,4,5,6,7,8,9,10,11,12]')).toThrow('10 values');
    expect(check('[[[[1]]]]')).toThrow('3 levels');
  });

  it('measures each text for itself', () => {
    expect(check(JSON.stringify(Array.from({ length: 8 }, () => 'x'.repeat(90))))).not.toThrow();
    expect(check(JSON.stringify({ note: 'x'.repeat(101) }))).toThrow('100 bytes');
    expect(check(`"${'x'.repeat(101)}`)).toThrow('100 bytes');
  });

  it('leaves it to the parser to say what is no JSON', () => {
    expect(check('"an open text ,,,,,,,,,,,,,,,,')).not.toThrow();
    expect(check('}}}}')).not.toThrow();
    expect(check('')).not.toThrow();
  });
});
