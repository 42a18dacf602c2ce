import { findHeader, HEADER_WITHIN } from '../domain/order-file/find-header.ts';
import { csvRows } from './csv-rows.ts';
import { encodingOf, type Encoding } from './decode.ts';
import { FileRefused } from './file-refused.ts';
import type { FileSource } from './file-source.ts';
import { htmlRows } from './html-rows.ts';
import { kindOf } from './sniff.ts';
import { xlsxRows } from './xlsx-rows.ts';

export interface OrderFile {
  readonly kind: 'CSV' | 'XLSX' | 'HTML';
  readonly encoding: Encoding | undefined;
  readonly headers: readonly string[];
  /** Rows up to and with the header. */
  readonly headerRows: number;
  /** All rows below the header, from the beginning on each call. */
  rows(): AsyncGenerator<readonly string[]>;
}

/** Finds out what the file is and where its orders begin. Throws FileRefused. */
export async function openOrderFile(source: FileSource): Promise<OrderFile> {
  const { kind, rows } = readerOf(source);
  const top: (readonly string[])[] = [];
  for await (const row of rows()) {
    top.push(row);
    if (top.length > HEADER_WITHIN) break;
  }
  const header = findHeader(top);
  if (header === undefined) throw new FileRefused(top.length === 0 ? 'EMPTY' : 'NO_HEADER');
  return {
    kind,
    encoding: kind === 'XLSX' ? undefined : encodingOf(source),
    headers: header.headers,
    headerRows: header.rows,
    rows: async function* () {
      let passed = 0;
      for await (const row of rows()) {
        passed += 1;
        if (passed > header.rows) yield row;
      }
    },
  };
}

function readerOf(source: FileSource): { readonly kind: OrderFile['kind']; rows(): AsyncGenerator<readonly string[]> } {
  switch (kindOf(source.head)) {
    case 'EMPTY':
      throw new FileRefused('EMPTY');
    case 'OLE2':
      throw new FileRefused('OLD_EXCEL_OR_PASSWORD');
    case 'UNKNOWN':
      throw new FileRefused('UNKNOWN_KIND');
    case 'WORKBOOK':
      return { kind: 'XLSX', rows: () => xlsxRows(source) };
    case 'HTML':
      return { kind: 'HTML', rows: () => htmlRows(source) };
    case 'TEXT':
      return { kind: 'CSV', rows: () => csvRows(source) };
  }
}
