import { describe, expect, it } from 'vitest';
import { emptyView } from '../view.ts';
import { filterOf } from '../view-filter.ts';
import { exportAddress } from './export-address.ts';

const wish = {
  filter: filterOf({ ...emptyView, channel: ['DY', 'WX'], gate: [3], stuck: false }, 0),
  sort: 'DUE',
  columns: ['id', 'customer', 'deeds'],
  reason: '每日核对',
} as const;
const queryOf = (address: string) => Object.fromEntries(new URL(address, 'http://here').searchParams);

describe('the file of a list', () => {
  it('is asked with the very filter, order and columns of the list', () => {
    expect(queryOf(exportAddress({ ...wish, kind: 'csv' }))).toEqual({
      channels: 'DY,WX',
      gates: '3',
      stuck: 'false',
      sort: 'DUE',
      columns: 'id,maskedName,maskedPhone',
      reason: '每日核对',
    });
  });
  it('comes as a sheet, or in the old Chinese encoding, when wished', () => {
    expect(exportAddress({ ...wish, kind: 'xlsx' })).toMatch(/^\/exports\/orders\.xlsx\?/);
    expect(queryOf(exportAddress({ ...wish, kind: 'gb18030' }))['encoding']).toBe('gb18030');
  });
});
