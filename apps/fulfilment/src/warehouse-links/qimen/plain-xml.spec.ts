import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPlainXml } from './plain-xml.ts';
import { readStrictly, XmlRefused } from './xml.ts';

const strictly = (text: string) => {
  try {
    return readStrictly(text);
  } catch (error) {
    if (error instanceof XmlRefused) return 'refused';
    throw error;
  }
};

const prolog = '<?xml version="1.0" encoding="utf-8"?>';
const report = `${prolog}\n<request>
  <order><orderCode>DY20261122-00001-1</orderCode><orderId/></order>
  <items><item><sku>A</sku></item><item><sku> 茶 &gt; </sku></item></items>
</request>`.replace(' &gt; ', ' > ');

describe('the quick reader of plain XML', () => {
  it('reads what a WMS usually says', () => {
    expect(readPlainXml(report)).toEqual({
      root: 'request',
      content: { order: { orderCode: 'DY20261122-00001-1', orderId: '' }, items: { item: [{ sku: 'A' }, { sku: '茶 >' }] } },
    });
  });

  it.each([
    ['an attribute', '<a b="1">x</a>'],
    ['an entity', '<a>&lt;</a>'],
    ['a comment', '<a><!-- <b> --></a>'],
    ['CDATA', '<a><![CDATA[<b>]]></a>'],
    ['a doctype', '<!DOCTYPE a><a/>'],
    ['a carriage return', '<a>1\r\n2</a>'],
    ['crossed elements', '<a><b></a></b>'],
    ['text beside elements', '<a>x<b/></a>'],
    ['a second root', '<a></a><b></b>'],
    ['no end', '<a><b></b>'],
    ['great depth', `${'<a>'.repeat(25)}${'</a>'.repeat(25)}`],
    ['another encoding', '<?xml version="1.0" encoding="GBK"?><a>1</a>'],
  ])('leaves %s to the strict one', (_what, text) => {
    expect(readPlainXml(text)).toBeUndefined();
  });

  it('never reads anything otherwise than the strict one, however a document is cut and mended', () => {
    const pieces = [
      '<a>',
      '</a>',
      '<b>',
      '</b>',
      '<b/>',
      '<__proto__>',
      '</__proto__>',
      '<a >',
      '</a >',
      '< a>',
      '<a/ >',
      '<1>',
      '</>',
      '<>',
    ].concat([
      'x',
      ' ',
      '\n',
      '\t',
      '\u00a0',
      '>',
      ']]',
      ']]>',
      '&amp;',
      '&',
      '<',
      '/',
      '<!-- -->',
      '<?p?>',
      prolog,
      '\u0001',
      '\ufeff',
      '茶',
      '\u2028',
    ]);
    const documents = fc.array(fc.constantFrom(...pieces), { maxLength: 14 }).map((some) => some.join(''));
    const prologs = fc.constantFrom(
      '',
      '',
      prolog,
      prolog.toUpperCase(),
      prolog.replace('-8', '-16'),
      ` ${prolog}`,
      '<?xml version="1.1"?>',
    );
    const mended = fc.tuple(prologs, documents).map(([before, text]) => `${before}<a>${text}</a>`);
    const cut = fc
      .tuple(fc.nat(report.length), fc.nat(6), fc.constantFrom(...pieces, ''))
      .map(([at, length, piece]) => report.slice(0, at) + piece + report.slice(at + length));
    fc.assert(
      fc.property(fc.oneof(documents, mended, cut), (text) => {
        const quick = readPlainXml(text);
        if (quick !== undefined) expect(quick).toEqual(strictly(text));
      }),
      { numRuns: 5_000 },
    );
  });
});
