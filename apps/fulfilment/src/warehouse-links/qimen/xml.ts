import { SaxesParser } from 'saxes';
import { readPlainXml } from './plain-xml.ts';

/** The text is not XML that we take: malformed, with a doctype, too deep or too large. */
export class XmlRefused extends Error {
  override readonly name = 'XmlRefused';
}

/** An element as data: text when it has no children, else its children by name; a repeated child is a list. */
export type XmlValue = string | XmlRecord | readonly XmlValue[];
export interface XmlRecord {
  readonly [name: string]: XmlValue;
}

const MAX_BYTES = 4 * 1024 * 1024;
const MAX_DEPTH = 24;
const MAX_ELEMENTS = 200_000;

interface Open {
  readonly name: string;
  readonly children: Record<string, XmlValue[]>;
  text: string;
  hasChildren: boolean;
}

/** Reads XML strictly: no doctype, no entities but the five, no instructions. Answers with the root's name and content. */
export function parseXml(bytes: Buffer): { readonly root: string; readonly content: XmlValue } {
  if (bytes.length > MAX_BYTES) throw new XmlRefused(`larger than ${MAX_BYTES} bytes`);
  const text = decode(bytes);
  return readPlainXml(text) ?? readStrictly(text);
}

/** The same for every XML, character by character. */
export function readStrictly(text: string): { readonly root: string; readonly content: XmlValue } {
  const parser = new SaxesParser();
  const stack: Open[] = [];
  let elements = 0;
  let result: { root: string; content: XmlValue } | undefined;

  parser.on('error', (error) => {
    throw new XmlRefused(error.message.slice(0, 120));
  });
  parser.on('xmldecl', (declaration) => {
    const encoding = declaration.encoding?.toLowerCase() ?? 'utf-8';
    if (encoding !== 'utf-8' && encoding !== 'utf8') throw new XmlRefused(`encoding ${encoding} is not UTF-8`);
  });
  parser.on('doctype', () => {
    throw new XmlRefused('a doctype is not taken');
  });
  parser.on('processinginstruction', () => {
    throw new XmlRefused('a processing instruction is not taken');
  });
  parser.on('opentag', (tag) => {
    elements += 1;
    if (stack.length >= MAX_DEPTH) throw new XmlRefused(`deeper than ${MAX_DEPTH}`);
    if (elements > MAX_ELEMENTS) throw new XmlRefused(`more than ${MAX_ELEMENTS} elements`);
    const parent = stack.at(-1);
    if (parent !== undefined) parent.hasChildren = true;
    stack.push({ name: tag.name, children: Object.create(null) as Record<string, XmlValue[]>, text: '', hasChildren: false });
  });
  const addText = (more: string): void => {
    const open = stack.at(-1);
    if (open !== undefined) open.text += more;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    const closed = stack.pop();
    if (closed === undefined) return;
    const content = closed.hasChildren ? recordOf(closed) : closed.text.trim();
    const parent = stack.at(-1);
    if (parent === undefined) result = { root: closed.name, content };
    else (parent.children[closed.name] ??= []).push(content);
  });

  parser.write(text).close();
  if (result === undefined) throw new XmlRefused('no root element');
  return result;
}

function recordOf(open: Open): XmlRecord {
  if (open.text.trim() !== '') throw new XmlRefused(`<${open.name.slice(0, 40)}> mixes text and elements`);
  const record: Record<string, XmlValue> = Object.create(null) as Record<string, XmlValue>;
  for (const [name, values] of Object.entries(open.children)) record[name] = values.length === 1 ? (values[0] ?? '') : values;
  return record;
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new XmlRefused('bytes are not UTF-8');
  }
}

/** The child by name; undefined where there is none or the value is no record (an empty element, `[]`). */
export function childOf(value: XmlValue | undefined, name: string): XmlValue | undefined {
  if (value === undefined || typeof value === 'string' || isList(value)) return undefined;
  return Object.hasOwn(value, name) ? value[name] : undefined;
}

/** Text below a path; empty when the path leads nowhere or to an empty element. A repeated element gives its first. */
export function textAt(value: XmlValue | undefined, ...path: readonly string[]): string {
  const found = at(value, path);
  const first = found !== undefined && isList(found) ? found[0] : found;
  return typeof first === 'string' ? first : '';
}

/** The declared list below a path (`orderLines`, `orderLine`): none, one or many, also where a gateway wrote `[]` or dropped a level. */
export function listAt(value: XmlValue | undefined, ...path: readonly string[]): readonly XmlRecord[] {
  const found = at(value, path);
  if (found === undefined || typeof found === 'string') return [];
  const items = isList(found) ? found : [found];
  return items.filter((item): item is XmlRecord => typeof item === 'object' && !isList(item));
}

function at(value: XmlValue | undefined, path: readonly string[]): XmlValue | undefined {
  let current = value;
  for (const name of path) {
    if (current !== undefined && isList(current)) current = current[0];
    current = childOf(current, name);
  }
  return current;
}

function isList(value: XmlValue): value is readonly XmlValue[] {
  return Array.isArray(value);
}

/** A tree to write: undefined is left out, a list repeats its element. */
export interface XmlOut {
  readonly [name: string]: string | number | undefined | XmlOut | readonly XmlOut[];
}

/** Writes UTF-8 bytes once; these very bytes are signed and sent. Element names are our own; every text is escaped. */
export function buildXml(root: string, content: XmlOut): Buffer {
  return Buffer.from(`<?xml version="1.0" encoding="utf-8"?>${elementOf(root, content)}`);
}

function elementOf(name: string, value: XmlOut[string]): string {
  switch (typeof value) {
    case 'undefined':
      return '';
    case 'string':
      return `<${name}>${escaped(value)}</${name}>`;
    case 'number':
      return `<${name}>${value}</${name}>`;
    default:
      if (isListOut(value)) return elementsOf(name, value);
      return `<${name}>${childrenOf(value)}</${name}>`;
  }
}

function elementsOf(name: string, items: readonly XmlOut[]): string {
  let written = '';
  for (const item of items) written += elementOf(name, item);
  return written;
}

function childrenOf(content: XmlOut): string {
  let written = '';
  for (const name of Object.keys(content)) written += elementOf(name, content[name]);
  return written;
}

function isListOut(value: XmlOut | readonly XmlOut[]): value is readonly XmlOut[] {
  return Array.isArray(value);
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };
/** What XML cannot hold, halves of characters included; a reader would refuse the whole body for it. */
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** What a text may hold that cannot stand as it is; hardly any does. */
const NOT_AS_IT_IS = /[&<>"'\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]/;

function escaped(text: string): string {
  if (!NOT_AS_IT_IS.test(text)) return text;
  return text
    .replace(UNWRITABLE, '')
    .toWellFormed()
    .replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? '');
}
