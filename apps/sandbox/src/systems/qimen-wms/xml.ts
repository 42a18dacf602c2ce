import { SaxesParser } from 'saxes';

export interface XmlElement {
  readonly name: string;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

export class XmlFault extends Error {}

interface OpenElement {
  name: string;
  children: XmlElement[];
  text: string;
}

/** Strict: a document type, a second root or text outside the root is a fault, as at the real gateway. */
export const parseXml = (source: string): XmlElement => {
  const parser = new SaxesParser();
  const open: OpenElement[] = [];
  let root: XmlElement | undefined;
  parser.on('error', (error) => {
    throw new XmlFault(error.message);
  });
  parser.on('doctype', () => {
    throw new XmlFault('document type not allowed');
  });
  parser.on('opentag', (tag) => {
    open.push({ name: tag.name, children: [], text: '' });
  });
  const addText = (text: string): void => {
    const top = open.at(-1);
    if (top) top.text += text;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    const closed = open.pop();
    if (!closed) return;
    const parent = open.at(-1);
    if (parent) parent.children.push(closed);
    else root = closed;
  });
  parser.write(source).close();
  if (!root) throw new XmlFault('no root element');
  return root;
};

export const child = (element: XmlElement | undefined, ...path: readonly string[]): XmlElement | undefined => {
  let found = element;
  for (const name of path) found = found?.children.find((candidate) => candidate.name === name);
  return found;
};

export const children = (element: XmlElement | undefined, name: string): readonly XmlElement[] =>
  element?.children.filter((candidate) => candidate.name === name) ?? [];

/** Missing and blank are the same to a warehouse: both are ''. */
export const textOf = (element: XmlElement | undefined, ...path: readonly string[]): string => child(element, ...path)?.text.trim() ?? '';

type Content = string | number | undefined | readonly string[];

/** Leaves out an element without content: the protocol has no null. */
export const tag = (name: string, content: Content): string => {
  if (content === undefined || content === '') return '';
  if (typeof content === 'object') return `<${name}>${content.join('')}</${name}>`;
  return `<${name}>${escapeText(String(content))}</${name}>`;
};

export const xmlDocument = (root: string, content: readonly string[]): string =>
  `<?xml version="1.0" encoding="utf-8"?>${tag(root, content)}`;

// XML 1.0 cannot carry most control characters, not even escaped.
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/gu;

const escapeText = (text: string): string => text.replace(forbidden, '').replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
