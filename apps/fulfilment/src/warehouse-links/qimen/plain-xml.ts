import type { XmlRecord, XmlValue } from './xml.ts';

interface Open {
  readonly name: string;
  readonly parent: Open | undefined;
  readonly depth: number;
  /** Made with the first child. */
  children: Record<string, string | XmlRecord | XmlValue[]> | undefined;
}

const PROLOG = /^<\?xml version="1\.0" encoding="[uU][tT][fF]-8"\?>/;
const NAME = /^[A-Za-z_][A-Za-z0-9_.-]*$/;
/** Entities, line ends that a reader changes, an end of CDATA, and what XML cannot hold. */
const NOT_PLAIN = /[&\r\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\]\]>/;
const NOT_SPACE = /[^ \t\n]/;
const MOST_DEPTH = 20;
const MOST_CHARACTERS = 256 * 1024;
const SLASH = 47;

/**
 * Reads what a WMS usually says: elements and plain text. Whatever else there is, a mistake too, is not its business: it answers undefined,
 * and the strict reader says what it is. Character by character that one took a tenth of what fulfilment does for an order.
 */
export function readPlainXml(text: string): { readonly root: string; readonly content: XmlValue } | undefined {
  if (text.length > MOST_CHARACTERS || NOT_PLAIN.test(text)) return undefined;
  let at = PROLOG.exec(text)?.[0].length ?? 0;
  let open: Open | undefined;
  for (;;) {
    const begin = text.indexOf('<', at);
    if (begin < 0) return undefined;
    const between = text.slice(at, begin);
    const end = text.indexOf('>', begin);
    if (end < 0) return undefined;
    at = end + 1;
    if (text.charCodeAt(begin + 1) !== SLASH) {
      if (NOT_SPACE.test(between)) return undefined;
      const isEmpty = text.charCodeAt(end - 1) === SLASH;
      const name = text.slice(begin + 1, isEmpty ? end - 1 : end);
      const depth = (open?.depth ?? 0) + 1;
      if (!NAME.test(name) || depth > MOST_DEPTH) return undefined;
      if (!isEmpty) open = { name, parent: open, depth, children: undefined };
      else if (open === undefined) return undefined;
      else put(open, name, '');
      continue;
    }
    if (open === undefined || text.slice(begin + 2, end) !== open.name) return undefined;
    if (open.children !== undefined && NOT_SPACE.test(between)) return undefined;
    const content: XmlValue = open.children ?? between.trim();
    if (open.parent === undefined) return NOT_SPACE.test(text.slice(at)) ? undefined : { root: open.name, content };
    put(open.parent, open.name, content);
    open = open.parent;
  }
}

function put(open: Open, name: string, content: string | XmlRecord): void {
  open.children ??= Object.create(null) as NonNullable<Open['children']>;
  const before = open.children[name];
  if (before === undefined) open.children[name] = content;
  else if (Array.isArray(before)) before.push(content);
  else open.children[name] = [before, content];
}
