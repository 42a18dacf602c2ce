import { readXlsx } from 'hucre/xlsx';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { exportedRows } from '../application/export-orders.ts';
import { wantedColumns } from '../domain/export-columns.ts';
import { defaultThresholds } from '../domain/thresholds.ts';
import { emptyTwin } from '../domain/twin-state.ts';
import { fileOf, type ExportEncoding, type ExportFormat } from './files.ts';

const columns = wantedColumns(['id', 'platformOrderNo', 'maskedName', 'paidAmount', 'district', 'placedAt']);
const evil = {
  ...emptyTwin('DY20261122-00001'),
  platformOrderNo: '4705968008400000001',
  maskedName: "=cmd|' /C calc'!A0",
  district: '@SUM(1,2) "浙江", 杭州',
  paidMinor: '30832',
  placedAt: Date.parse('2026-11-22T09:48:04Z'),
};

async function* pages() {
  yield await Promise.resolve([{ state: evil }, { state: { ...evil, id: 'DY20261122-00002', maskedName: '-王*', district: '㐀𠮷' } }]);
}

async function bytes(format: ExportFormat, encoding: ExportEncoding): Promise<Buffer> {
  const rows = exportedRows(pages(), columns, { thresholds: defaultThresholds, now: new Date('2026-11-22T10:00:00Z') });
  const parts: Buffer[] = [];
  for await (const part of fileOf(rows, { format, encoding, columns, language: 'zh' })) parts.push(Buffer.from(part as Uint8Array));
  return Buffer.concat(parts);
}

describe('exported files', () => {
  it('are CSV with a byte order mark, long numbers as text, and nothing that a table program would run', async () => {
    const text = (await bytes('csv', 'utf-8')).toString('utf8');
    expect(text).toBe(
      [
        '\uFEFF订单,平台单号,收货人,实付（元）,省市区,平台下单',
        `DY20261122-00001,4705968008400000001\t,'=cmd|' /C calc'!A0,308.32,"'@SUM(1,2) ""浙江"", 杭州",2026-11-22 17:48:04`,
        `DY20261122-00002,4705968008400000001\t,'-王*,308.32,㐀𠮷,2026-11-22 17:48:04`,
        '',
      ].join('\r\n'),
    );
  });

  it('hold every Chinese character in GB18030 too', async () => {
    const text = new TextDecoder('gb18030', { fatal: true }).decode(await bytes('csv', 'gb18030'));
    expect(text.startsWith('订单,平台单号')).toBe(true);
    expect(text).toContain('㐀𠮷');
  });

  it('are xlsx whose numbers of orders are text to the last digit and whose formulas are words', async () => {
    const { sheets } = await readXlsx(await bytes('xlsx', 'utf-8'));
    const [, row] = sheets[0]?.rows ?? [];
    expect(row?.slice(0, 4)).toEqual(['DY20261122-00001', '4705968008400000001', "=cmd|' /C calc'!A0", 308.32]);
  });

  it.each([
    ['csv', 'utf-8'],
    ['csv', 'gb18030'],
    ['xlsx', 'utf-8'],
  ] as const)('let go of their rows when whoever reads them goes away: %s %s', async (format, encoding) => {
    let letGo = (): void => undefined;
    const gone = new Promise<void>((resolve) => (letGo = resolve));
    async function* endless() {
      try {
        for (;;) yield await Promise.resolve(['x'.repeat(1_000)]);
      } finally {
        letGo();
      }
    }
    const file = fileOf(endless(), { format, encoding, columns: wantedColumns(['id']), language: 'zh' });
    await once(file, 'readable');
    file.destroy();
    await gone;
  });

  it('break off where their rows do, and nothing else does', async () => {
    async function* broken() {
      yield await Promise.resolve(['DY20261122-00001']);
      throw new Error('the database is gone');
    }
    const file = fileOf(broken(), { format: 'csv', encoding: 'utf-8', columns: wantedColumns(['id']), language: 'zh' });
    const readAll = async (): Promise<void> => {
      for await (const part of file) void part;
    };
    await expect(readAll()).rejects.toThrow('the database is gone');
  });
});
