import { readXlsx, streamXlsxRows } from 'hucre/xlsx';
import { findHeader, HEADER_WITHIN } from '../domain/order-file/find-header.ts';
import { FileRefused } from './file-refused.ts';
import type { FileSource } from './file-source.ts';

/** Far above what a month of orders takes, far below the library's own caps of 1 and 2 GiB. */
const MOST_BYTES = 96 * 1024 * 1024;
const MOST_UNPACKED = 900 * 1024 * 1024;

/** Rows of the sheet that holds orders: not always the first, and sometimes hidden. */
export async function* xlsxRows(source: FileSource): AsyncGenerator<readonly string[]> {
  if (source.size > MOST_BYTES) throw new FileRefused('WORKBOOK_TOO_LARGE');
  const bytes = await wholeOf(source);
  if (unpackedSize(bytes) > MOST_UNPACKED) throw new FileRefused('WORKBOOK_TOO_LARGE');
  try {
    for await (const row of streamXlsxRows(bytes, { sheet: await sheetWithOrders(bytes) })) yield row.values.map(cellText);
  } catch (error) {
    if (error instanceof FileRefused) throw error;
    throw new FileRefused('BROKEN_WORKBOOK', { cause: error });
  }
}

async function wholeOf(source: FileSource): Promise<Buffer> {
  const blocks: Buffer[] = [];
  for await (const block of source.blocks()) blocks.push(block);
  return Buffer.concat(blocks);
}

async function sheetWithOrders(bytes: Uint8Array): Promise<number> {
  const { sheets } = await readXlsx(bytes, { maxRows: 1 });
  for (let sheet = 0; sheet < sheets.length; sheet += 1) {
    const top: (readonly string[])[] = [];
    for await (const row of streamXlsxRows(bytes, { sheet, maxRows: HEADER_WITHIN + 1 })) top.push(row.values.map(cellText));
    if (findHeader(top) !== undefined) return sheet;
  }
  throw new FileRefused('NO_HEADER');
}

/** A number that lost its format keeps its digits as far as it still has them; a date cell is the time that it shows. */
function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString().slice(0, 19).replace('T', ' ');
  // Above 15 digits a number is no id any more: written out in full it ends in the zeros that tell so.
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value).toString() : String(value);
  return String(value);
}

/** Sum of the sizes that the central directory declares. */
function unpackedSize(bytes: Buffer): number {
  let sum = 0;
  const mark = Buffer.from([0x50, 0x4b, 0x01, 0x02]);
  for (let at = bytes.indexOf(mark); at >= 0 && at + 46 <= bytes.length;) {
    sum += bytes.readUInt32LE(at + 24);
    const next = at + 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    at = bytes.subarray(next, next + 4).equals(mark) ? next : -1;
  }
  return sum;
}
