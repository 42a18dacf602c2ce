import { createMultibyteEncoder } from '@exodus/bytes/multi-byte.js';
import { writeXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { goldenFiles, goldenOrders, goldenText, type GoldenName } from './golden-rows.ts';
import { readBytes, told } from './read-bytes.ts';

const gb18030 = createMultibyteEncoder('gb18030');
const names = Object.keys(goldenFiles) as GoldenName[]; // keys of the table

/** Cells of the example, as a spreadsheet program would show them. */
function cells(name: GoldenName): string[][] {
  return goldenText(name)
    .trimEnd()
    .split('\n')
    .map((line) => [...line.matchAll(/(?:^|,)("(?:[^"]|"")*"\t?|[^,]*)/g)].map(([, cell = '']) => cell.replace(/^"(.*)"(\t?)$/, '$1$2')));
}

function csvOf(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map((cell) => (/[",\n]/.test(cell) && !cell.startsWith('=') ? `"${cell}"` : cell)).join(',')).join('\n');
}

/** Columns turned back to front: nothing may hang on their places. */
function backToFront(name: GoldenName): string[][] {
  const rows = cells(name);
  const width = rows[0]?.length ?? 0;
  return rows.map((row) => Array.from({ length: width }, (_none, index) => row[width - 1 - index] ?? ''));
}

async function expectGolden(name: GoldenName, bytes: Uint8Array): Promise<void> {
  const read = await readBytes(bytes);
  expect(read.refused).toEqual([]);
  expect(read.orders).toHaveLength(1);
  expect({ layout: read.layout, channel: read.channel, ...told(read.orders[0]) }).toMatchObject(goldenOrders[name]);
}

describe('the golden rows of every layout (ING-16)', () => {
  it.each(names)('reads %s', async (name) => {
    await expectGolden(name, Buffer.from(goldenText(name)));
  });

  it.each(names)('reads %s with a byte-order mark and CRLF', async (name) => {
    await expectGolden(name, Buffer.from(`\uFEFF${goldenText(name).replaceAll('\n', '\r\n')}`));
  });

  it.each(names)('reads %s in GB18030', async (name) => {
    await expectGolden(name, gb18030(goldenText(name)));
  });

  it.each(names)('reads %s with its columns in another order', async (name) => {
    await expectGolden(name, Buffer.from(csvOf(backToFront(name))));
  });

  it.each(names)('reads %s as a workbook, whatever its name says', async (name) => {
    const bytes = await writeXlsx({ sheets: [{ name: 'Sheet1', rows: cells(name) }] });
    await expectGolden(name, bytes);
  });
});
