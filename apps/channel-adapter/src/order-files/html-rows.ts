import { textOf } from './decode.ts';
import { FileRefused } from './file-refused.ts';
import type { FileSource } from './file-source.ts';

const LONGEST_ROW = 1024 * 1024;

/** Rows of the tables of a page that calls itself a workbook; row by row, so that its length does not matter. */
export async function* htmlRows(source: FileSource): AsyncGenerator<readonly string[]> {
  let text = '';
  for await (const part of textOf(source)) {
    text += part;
    for (;;) {
      const end = /<\/tr\s*>/i.exec(text);
      if (end === null) break;
      const row = text.slice(0, end.index);
      text = text.slice(end.index + end[0].length);
      yield cellsOf(row.slice(Math.max(row.search(/<tr[\s>]/i), 0)));
    }
    if (text.length > LONGEST_ROW) throw new FileRefused('BROKEN_WORKBOOK');
  }
}

function cellsOf(row: string): readonly string[] {
  return [...row.matchAll(/<t[hd]\b([^>]*)>(.*?)(?=<\/t[hd]\s*>|<t[hd]\b|$)/gis)].flatMap(([, attributes = '', content = '']) => {
    const span = Number(/colspan\s*=\s*["']?(\d{1,3})/i.exec(attributes)?.[1] ?? '1');
    return [plain(content), ...Array.from({ length: Math.min(span, 200) - 1 }, () => '')];
  });
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

function plain(html: string): string {
  return html
    .replaceAll(/<br\s*\/?>/gi, ' ')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&(#x[\da-f]{1,6}|#\d{1,7}|[a-z]{2,6});/gi, (whole, name: string) => {
      if (!name.startsWith('#')) return entities[name.toLowerCase()] ?? whole;
      const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code).toWellFormed() : '';
    })
    .trim();
}
