import { CsvError, parse } from 'csv-parse';
import { detectDelimiter } from 'hucre/csv';
import { pipeline, Readable } from 'node:stream';
import { textOf } from './decode.ts';
import { FileRefused } from './file-refused.ts';
import type { FileSource } from './file-source.ts';

/** No order has so much to say: a quote that was never closed has. */
const LONGEST_RECORD = 256 * 1024;
const LOOK_AT = 16_384;

export async function* csvRows(source: FileSource): AsyncGenerator<readonly string[]> {
  // A pipeline, for `pipe` alone hands no failure on: a text that breaks in the middle would end the process.
  const parser = pipeline(
    Readable.from(textOf(source), { objectMode: true }),
    parse({
      delimiter: await delimiterOf(source),
      bom: true,
      // `="123"` is a bare quote in the middle of a cell, and a TAB after the closing one is a platform's habit.
      relax_quotes: true,
      trim: true,
      relax_column_count: true,
      max_record_size: LONGEST_RECORD,
    }),
    () => undefined,
  );
  try {
    yield* parser as AsyncIterable<readonly string[]>;
  } catch (error) {
    if (error instanceof CsvError) throw new FileRefused('BROKEN_QUOTES', { cause: error });
    throw error;
  }
}

async function delimiterOf(source: FileSource): Promise<string> {
  let text = '';
  for await (const part of textOf(source)) {
    text += part;
    if (text.length >= LOOK_AT) break;
  }
  // Titles above the header hold no delimiter: the fullest of the first lines is asked.
  const lines = text.split(/\r?\n/).slice(0, 30);
  const widest = lines.toSorted((a, b) => delimiters(b) - delimiters(a))[0] ?? '';
  return detectDelimiter(widest.replaceAll(/\t(?=[,;]|$)/g, ''));
}

function delimiters(line: string): number {
  return line.match(/[,;\t|]/g)?.length ?? 0;
}
