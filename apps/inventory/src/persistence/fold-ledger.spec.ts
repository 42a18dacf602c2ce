import { describe, expect, it } from 'vitest';
import type { LedgerEntry, LedgerKind } from '../domain/stock-events.ts';
import { foldLedger } from './fold-ledger.ts';

const entry = (kind: LedgerKind, orderId: string, sku = 'A', warehouseId = ''): LedgerEntry => ({
  kind,
  sku,
  warehouseId,
  orderId,
  lineNo: '1',
  source: 's',
  onHand: 0,
  reserved: 1,
  allocated: 0,
});

describe('rows of the ledger', () => {
  it('fold what is booked alike on one counter, in its order, and nothing else', () => {
    const rows = foldLedger([
      entry('RESERVE', 'O1'),
      entry('RESERVE', 'O2', 'B'),
      entry('RESERVE', 'O3'),
      entry('RELEASE', 'O1'),
      entry('ALLOCATE', 'O3', 'A', 'W1'),
      entry('ALLOCATE', 'O4', 'A', 'W2'),
    ]);
    expect(rows.map((row) => [row.kind, row.sku, row.warehouseId, row.entries.map(({ orderId }) => orderId)])).toEqual([
      ['RESERVE', 'A', '', ['O1', 'O3']],
      ['RESERVE', 'B', '', ['O2']],
      ['RELEASE', 'A', '', ['O1']],
      ['ALLOCATE', 'A', 'W1', ['O3']],
      ['ALLOCATE', 'A', 'W2', ['O4']],
    ]);
  });

  it('keep what happened to one order in its order', () => {
    const rows = foldLedger([
      entry('RELEASE', 'O1'),
      entry('RESERVE', 'O2'),
      entry('RELEASE', 'O2'),
      entry('RELEASE', 'O3'),
      entry('RESERVE', 'O2'),
    ]);
    expect(rows.map((row) => [row.kind, row.entries.map(({ orderId }) => orderId)])).toEqual([
      ['RELEASE', ['O1']],
      ['RESERVE', ['O2']],
      ['RELEASE', ['O2', 'O3']],
      ['RESERVE', ['O2']],
    ]);
    const crossed = foldLedger([
      entry('RESERVE', 'O1', 'A'),
      entry('RESERVE', 'O1', 'B'),
      entry('RESERVE', 'O2', 'B'),
      entry('RESERVE', 'O2', 'A'),
    ]);
    expect(crossed.map((row) => [row.sku, row.entries.length])).toEqual([
      ['A', 2],
      ['B', 2],
    ]);
  });

  it('leave what is of no order alone: each count and movement has its own source', () => {
    expect(foldLedger([entry('MOVE', '', 'A', 'W1'), entry('MOVE', '', 'A', 'W1')])).toHaveLength(2);
  });
});
