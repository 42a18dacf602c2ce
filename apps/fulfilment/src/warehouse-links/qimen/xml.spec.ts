import { describe, expect, it } from 'vitest';
import { buildXml, listAt, parseXml, textAt, XmlRefused } from './xml.ts';

const read = (text: string) => parseXml(Buffer.from(text));

describe('reading XML', () => {
  it.each([
    ['an unclosed element', '<a><b>1</a>'],
    ['two roots', '<a/><b/>'],
    ['a doctype', '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'],
    ['an unknown entity', '<a>&x;</a>'],
    ['an instruction', '<?run it?><a/>'],
    ['a foreign encoding', '<?xml version="1.0" encoding="GBK"?><a/>'],
    ['nothing', ''],
    ['text beside elements', '<a>x<b/></a>'],
    ['a flood of depth', '<a>'.repeat(40) + '</a>'.repeat(40)],
    ['a control character', '<a>\u0001</a>'],
  ])('refuses %s', (_what, text) => {
    expect(() => read(text)).toThrow(XmlRefused);
  });

  it('refuses bytes that are not UTF-8 and bodies over the cap', () => {
    expect(() => parseXml(Buffer.from([0x3c, 0x61, 0x3e, 0xc4, 0xe3, 0x3c, 0x2f, 0x61, 0x3e]))).toThrow(XmlRefused);
    expect(() => parseXml(Buffer.alloc(5 * 1024 * 1024, 0x20))).toThrow(XmlRefused);
  });

  it('keeps numbers as text, so that 1e5, 0x1F and leading zeros stay what they are', () => {
    const { content } = read('<r><a>1e5</a><b>0x1F</b><c>007</c></r>');
    expect([textAt(content, 'a'), textAt(content, 'b'), textAt(content, 'c')]).toEqual(['1e5', '0x1F', '007']);
  });

  it.each([
    ['none', '<r><lines/></r>', 0],
    ['absent', '<r/>', 0],
    ['one', '<r><lines><line><n>1</n></line></lines></r>', 1],
    ['many', '<r><lines><line><n>1</n></line><line><n>2</n></line></lines></r>', 2],
  ])('gives a declared list with %s element', (_what, text, length) => {
    expect(listAt(read(text).content, 'lines', 'line')).toHaveLength(length);
  });

  it('takes what a JSON gateway makes of the same list', () => {
    expect(listAt({ lines: [] }, 'lines', 'line')).toEqual([]);
    expect(listAt({ lines: { line: { n: '1' } } }, 'lines', 'line')).toEqual([{ n: '1' }]);
    expect(listAt({ lines: { line: [{ n: '1' }, { n: '2' }] } }, 'lines', 'line')).toHaveLength(2);
  });

  it('does not confuse an element called __proto__ with a prototype', () => {
    expect(textAt(read('<r><__proto__><x>1</x></__proto__></r>').content, 'x')).toBe('');
  });
});

describe('writing XML', () => {
  it('escapes, drops what XML cannot hold, and is read back as it was', () => {
    const bytes = buildXml('request', { name: '张<三>&"李"\u0007', lines: { line: [{ n: 1 }, { n: 2 }] }, none: undefined, empty: '' });
    const { root, content } = parseXml(bytes);
    expect(root).toBe('request');
    expect(textAt(content, 'name')).toBe('张<三>&"李"');
    expect(listAt(content, 'lines', 'line').map((line) => textAt(line, 'n'))).toEqual(['1', '2']);
    expect(bytes.toString()).not.toContain('none');
  });

  it('writes every character so that it is read back as it was, less what XML cannot hold', () => {
    const all = Array.from({ length: 0x1_0000 }, (_, code) => String.fromCharCode(code)).join('');
    const { content } = parseXml(buildXml('request', { text: `a${all}😀z` }));
    // A reader makes a line end of a carriage return; halves of characters are marked as such.
    const kept = all.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '').toWellFormed();
    expect(textAt(content, 'text')).toBe(`a${kept}😀z`.replaceAll('\r', '\n'));
  });

  it('keeps a body in one piece whatever stands in a text', () => {
    const { content } = parseXml(
      buildXml('request', { first: '</first><second>x</second>', second: ']]>&#1;<!--', list: [{ n: '&amp;' }] }),
    );
    expect([textAt(content, 'first'), textAt(content, 'second'), textAt(content, 'list', 'n')]).toEqual([
      '</first><second>x</second>',
      ']]>&#1;<!--',
      '&amp;',
    ]);
  });
});
