import { describe, expect, it } from 'vitest';
import { inOrder, isChanged, recognised, withChoice } from './columns.ts';

const columns = [
  { index: 0, header: '备注', field: null, samples: [] },
  { index: 1, header: '订单编号', field: 'order', certainty: 'EXACT', samples: [] },
  { index: 2, header: '订单状态', field: 'status', certainty: 'EXACT', samples: [] },
];

describe('columns of a file', () => {
  it('gives a field to one column only', () => {
    const choices = withChoice(recognised(columns), 0, 'status');
    expect([...choices]).toEqual([
      [1, 'order'],
      [0, 'status'],
    ]);
    expect(withChoice(choices, 0, undefined).has(0)).toBe(false);
  });
  it('shows what counts first, and knows when a person changed it', () => {
    const before = recognised(columns);
    expect(inOrder(columns, before).map((column) => column.index)).toEqual([1, 2, 0]);
    expect(isChanged(columns, before)).toBe(false);
    expect(isChanged(columns, withChoice(before, 0, 'remark'))).toBe(true);
  });
});
