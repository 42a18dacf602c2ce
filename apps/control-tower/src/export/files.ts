import { createMultibyteEncoder } from '@exodus/bytes/multi-byte.js';
import { stringify } from 'csv-stringify';
import { writeXlsxStream } from 'hucre/xlsx';
import { pipeline, Readable } from 'node:stream';
import type { ExportColumn } from '../domain/export-columns.ts';

export type ExportFormat = 'csv' | 'xlsx';
export type ExportEncoding = 'utf-8' | 'gb18030';
export type ExportRow = readonly (string | number)[];

/** Rows as the bytes of a file, made while they are read. */
export function fileOf(
  rows: AsyncIterable<ExportRow>,
  how: {
    readonly format: ExportFormat;
    readonly encoding: ExportEncoding;
    readonly columns: readonly ExportColumn[];
    readonly language: 'zh' | 'en';
  },
): Readable {
  return how.format === 'xlsx' ? xlsx(rows, how) : csv(rows, how);
}

type How = Parameters<typeof fileOf>[1];

function csv(rows: AsyncIterable<ExportRow>, { columns, language, encoding }: How): Readable {
  const numbers = columns.map((column) => column.isNumberText === true);
  // A pipeline, for `pipe` alone neither hands a failure on nor lets go of the rows when the reader goes away.
  const text = pipeline(
    Readable.from(rows, { objectMode: true }),
    stringify({
      header: true,
      columns: columns.map((column) => column.label[language]),
      bom: encoding === 'utf-8',
      record_delimiter: 'windows',
      escape_formulas: true,
      cast: {
        // A table program reads a long number as one and loses its last digits; a tab behind it keeps it text.
        string: (value, context) => (numbers[context.index] === true && /^\d{11,}$/.test(value) && !context.header ? `${value}\t` : value),
      },
    }),
    () => undefined,
  );
  if (encoding === 'utf-8') return text;
  return Readable.from(inGb18030(text));
}

async function* inGb18030(text: AsyncIterable<Buffer | string>): AsyncIterable<Buffer> {
  const encode = createMultibyteEncoder('gb18030');
  const decoder = new TextDecoder('utf-8');
  for await (const chunk of text) yield Buffer.from(encode(typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true })));
  yield Buffer.from(encode(decoder.decode()));
}

/** Cells are text or numbers by their type, so that nothing in them can be a formula. */
function xlsx(rows: AsyncIterable<ExportRow>, { columns, language }: How): Readable {
  const stream = writeXlsxStream(copied(rows), {
    name: language === 'zh' ? '订单' : 'Orders',
    columns: columns.map((column) => ({ header: column.label[language] })),
    freezePane: { rows: 1 },
  });
  return Readable.from(stream);
}

async function* copied(rows: AsyncIterable<ExportRow>): AsyncIterable<(string | number)[]> {
  for await (const row of rows) yield [...row];
}
