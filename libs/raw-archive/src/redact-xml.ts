import { SaxesParser } from 'saxes';

const DEEPEST = 100;

/** How the pieces of a body are shown; shared by all its forms. */
export interface Shown {
  /** A field's name, or a mask where it looks like data. */
  name(name: string): string;
  /** A field's value as text, or a mask. */
  value(value: string, field: string): string;
}

/** Reads XML whole and writes it anew, so that nothing is shown that was not understood. Throws on everything malformed, and on a doctype. */
export function redactXml(text: string, shown: Shown): string {
  const out: string[] = [];
  const path: string[] = [];
  const parser = new SaxesParser();
  const keep = (value: string): void => {
    out.push(value.trim() === '' ? value : escaped(shown.value(value, path.at(-1) ?? '')));
  };
  parser.on('opentag', ({ name, attributes }) => {
    const given = Object.entries(attributes).map(
      ([attribute, value]) => ` ${shown.name(attribute)}="${escaped(shown.value(value, attribute))}"`,
    );
    out.push(`<${shown.name(name)}${given.join('')}>`);
    path.push(name);
    if (path.length > DEEPEST) throw new Error('XML is nested too deep');
  });
  parser.on('text', keep);
  parser.on('cdata', keep);
  parser.on('closetag', ({ name }) => {
    path.pop();
    out.push(`</${shown.name(name)}>`);
  });
  parser.on('doctype', () => {
    throw new Error('XML has a doctype');
  });
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(text).close();
  return out.join('');
}

function escaped(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
