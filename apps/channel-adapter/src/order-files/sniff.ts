export type FileKind = 'WORKBOOK' | 'OLE2' | 'HTML' | 'TEXT' | 'EMPTY' | 'UNKNOWN';

/** What the bytes are; names and suffixes are not asked. */
export function kindOf(head: Buffer): FileKind {
  if (head.length === 0) return 'EMPTY';
  if (head.subarray(0, 4).equals(Buffer.from([0x50, 0x4b, 0x03, 0x04]))) return 'WORKBOOK';
  if (head.subarray(0, 4).equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0]))) return 'OLE2';
  const text = head.toString('latin1').replace(/^\u00EF\u00BB\u00BF/, '');
  if (/^\s*<(!doctype|html|table|meta|head|body|\?xml)/i.test(text) && /<(table|html)/i.test(text)) return 'HTML';
  const hasWideMark = /^(\u00FF\u00FE|\u00FE\u00FF)/.test(text);
  return head.includes(0) && !hasWideMark ? 'UNKNOWN' : 'TEXT';
}
