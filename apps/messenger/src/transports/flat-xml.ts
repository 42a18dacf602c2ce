import { SaxesParser } from 'saxes';

const MAX_BYTES = 64 * 1024;

/** The text of each element of a flat `<xml>` message, by name. Throws on a doctype, on nesting beyond three levels and on anything malformed. */
export function readFlatXml(text: string): ReadonlyMap<string, string> {
  if (text.length > MAX_BYTES) throw new Error('XML message is too large');
  const values = new Map<string, string>();
  const path: string[] = [];
  let current = '';
  const parser = new SaxesParser();
  parser.on('doctype', () => {
    throw new Error('XML message has a doctype');
  });
  parser.on('opentag', (tag) => {
    path.push(tag.name);
    if (path.length > 3) throw new Error('XML message is nested too deep');
    current = '';
  });
  const add = (part: string): void => void (current += part);
  parser.on('text', add);
  parser.on('cdata', add);
  parser.on('closetag', (tag) => {
    path.pop();
    if (path.length > 0) values.set(tag.name, current.trim());
    current = '';
  });
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(text).close();
  return values;
}
