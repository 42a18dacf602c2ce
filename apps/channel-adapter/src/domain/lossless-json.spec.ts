import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseLossless, readLossless } from './lossless-json.ts';

/** Node's own account of how each number was written, which costs several times as much. */
function slowly(text: string): unknown {
  return JSON.parse(text, (_key, value: unknown, context?: { readonly source?: string }) => {
    const source = context?.source ?? '';
    return typeof value === 'number' && /\d{16}|\./.test(source.split(/e/i, 1)[0] ?? '') ? source : value;
  });
}

const number = fc
  .tuple(
    fc.constantFrom('', '-'),
    fc.bigInt(0n, 10n ** 20n),
    fc.constantFrom('', '.5', '.10', '.000'),
    fc.constantFrom('', 'e3', 'E-2', 'e+15'),
  )
  .map((parts) => `#${parts.join('')}#`);
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('"', '\\', '\\"', ',12345678901234567890,', '[', ']}', '{"a":1.5', '茶 ,9.5', 'list'),
);
/** Behind an escaped name Node does not say how a number was written. */
const name = fc.constantFrom('a', 'list', '茶', '1.5', '[', '}{', ': 12345678901234567890', '');
const document = fc.letrec((tie) => ({
  value: fc.oneof({ depthSize: 'small' }, number, text, fc.constantFrom(null, true, 0, 12), tie('list'), tie('record')),
  list: fc.array(tie('value'), { maxLength: 4 }),
  record: fc.dictionary(name, tie('value'), { maxKeys: 4 }),
})).value;
/** JSON in which numbers stand as they were made up, and with space in it or not. */
const json = fc
  .tuple(document, fc.constantFrom(0, 1, '\t'))
  .map(([value, space]) => JSON.stringify(value, null, space).replaceAll(/"#([^#"]*)#"/g, '$1'));

describe('lossless reading', () => {
  it('reads whatever JSON there is as the slow reader does', () => {
    fc.assert(
      fc.property(json, (written) => {
        expect(readLossless(Buffer.from(written)).document).toEqual(slowly(written));
        expect(parseLossless(written)).toEqual(slowly(written));
      }),
      { numRuns: 2_000 },
    );
  });

  it('accepts nothing that is no JSON', () => {
    fc.assert(
      fc.property(json, fc.nat(), fc.constantFrom('', '"', '.', '-', '0', '}', '\\'), (written, place, put) => {
        const at = place % (written.length + 1);
        const broken = (written.slice(0, at) + put + written.slice(at + 1)).toWellFormed();
        const slow = outcomeOf(() => slowly(broken));
        expect(outcomeOf(() => readLossless(Buffer.from(broken)).document)).toEqual(slow);
        expect(outcomeOf(() => parseLossless(broken))).toEqual(slow);
      }),
      { numRuns: 2_000 },
    );
    for (const broken of ['{"a":1.2.3}', '{"a":012345678901234567}', '[1.]', '[-]', '"', '{"a', ''])
      expect(() => parseLossless(broken)).toThrow(SyntaxError);
  });

  it('keeps long integers and decimals as text and touches nothing inside texts', () => {
    expect(parseLossless('{"a":4700000000000000001,"b":"x:4700000000000000001,","c":[328.10,1e3],"d":12}')).toEqual({
      a: '4700000000000000001',
      b: 'x:4700000000000000001,',
      c: ['328.10', 1000],
      d: 12,
    });
    expect(parseLossless('{"t":"a\\\\","n":4700000000000000001,"u":"\\"1.5,","m":-1234567890123456789}')).toEqual({
      t: 'a\\',
      n: '4700000000000000001',
      u: '"1.5,',
      m: '-1234567890123456789',
    });
  });

  it('slices the exact bytes of each record of a list', () => {
    fc.assert(
      fc.property(fc.array(fc.dictionary(text, document, { maxKeys: 4 }), { maxLength: 5 }), (records) => {
        const written = records.map((record) => JSON.stringify(record));
        const page = `{"words":"\\"list\\":[{}]","data":{"no":["list",[]],"list" : [ ${written.join(' , ')} ],"later":{"list":[{"x":1}]}}}`;
        const { slices } = readLossless(Buffer.from(page), 'list');
        expect(slices.map((slice) => slice.toString('utf8'))).toEqual(written.map((one) => Buffer.from(one).toString('utf8')));
      }),
    );
    expect(readLossless(Buffer.from('{"list":{"list":[{"a":1.5}]}}'), 'list').slices.map(String)).toEqual(['{"a":1.5}']);
    expect(readLossless(Buffer.from('{"list":[{"a":1}]}')).slices).toEqual([]);
  });
});

function outcomeOf(read: () => unknown): unknown {
  try {
    return { document: read() };
  } catch (error) {
    return error instanceof SyntaxError ? 'refused' : error;
  }
}
