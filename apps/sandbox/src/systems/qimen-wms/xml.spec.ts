import { describe, expect, it } from 'vitest';
import { child, children, parseXml, tag, textOf, xmlDocument, XmlFault } from './xml.ts';

describe('Qimen XML', () => {
  it('reads elements, entities, CDATA and lists', () => {
    const root = parseXml('<request><a>1 &lt; 2</a><list><row>x</row><row><![CDATA[<y>]]></row></list><empty/></request>');
    expect(textOf(root, 'a')).toBe('1 < 2');
    expect(children(child(root, 'list'), 'row').map((row) => row.text)).toEqual(['x', '<y>']);
    expect(textOf(root, 'empty')).toBe('');
    expect(textOf(root, 'missing', 'deeper')).toBe('');
  });

  it.each(['', 'plain', '<a><b></a>', '<a/><b/>', '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', '<a>&unknown;</a>'])(
    'refuses %j',
    (source) => {
      expect(() => parseXml(source)).toThrow(XmlFault);
    },
  );

  it('writes what it can read back', () => {
    const name = `A&B <"'> 茶\u0001`;
    const document = xmlDocument('response', [tag('name', name), tag('absent', undefined)]);
    expect(textOf(parseXml(document), 'name')).toBe(`A&B <"'> 茶`);
    expect(document).not.toContain('absent');
  });
});
