import { describe, expect, it } from 'vitest';
import { mappingCsv, safeCell } from './mapping-csv.ts';
import { acceptWires, changesBetween, fieldKey, inputOf, pointerFor, type Rule } from './rules.ts';

const rule = (target: string, sources: readonly string[], more: Partial<Rule> = {}): Rule => ({
  target,
  sources,
  type: 'MONEY',
  unit: 'FEN',
  fallback: null,
  required: true,
  values: null,
  ...more,
});
const rules = [rule('paidAmount', ['/pay_amount', '/amount']), rule('lines[].paidShare', ['/list/*/pay_amount'])];

describe('a draft of a mapping', () => {
  it('takes a wire right behind the source that it replaces, once', () => {
    const wires = [{ target: 'paidAmount', from: '/pay_amount', to: '/paid_amount_v2' }];
    const draft = acceptWires(rules, wires);
    expect(draft[0]?.sources).toEqual(['/pay_amount', '/paid_amount_v2', '/amount']);
    expect(acceptWires(draft, wires)).toEqual(draft);
  });

  it('differs from its version by what was added, removed and changed, part by part', () => {
    const after = [rule('paidAmount', ['/pay_amount', '/amount'], { unit: 'YUAN' }), rule('extensions.biz', ['/biz'], { type: 'TEXT' })];
    expect(changesBetween(rules, after)).toMatchObject([
      { target: 'paidAmount', kind: 'changed', parts: [{ part: 'unit', before: 'FEN', after: 'YUAN' }] },
      { target: 'lines[].paidShare', kind: 'removed' },
      { target: 'extensions.biz', kind: 'added' },
    ]);
    expect(changesBetween(rules, rules)).toEqual([]);
  });

  it('sends its codes along and reads lists as its target must', () => {
    const state = rule('state', ['/status'], { type: 'STATUS', values: [{ name: '2', value: 'PAID' }] });
    expect(inputOf([state])[0]?.values).toEqual([{ name: '2', value: 'PAID' }]);
    expect(pointerFor('presale', '/list/*/pre_sale')).toBe('/list/0/pre_sale');
    expect(pointerFor('lines[].gift', '/list/*/gift')).toBe('/list/*/gift');
    expect(fieldKey('lines[].paidShare')).toBe('lines_paidShare');
    expect(fieldKey('recipient.name')).toBe('recipient_name');
  });
});

describe('the mapping table as a file', () => {
  it('runs no formula and keeps commas and quotes in their cell', () => {
    expect(safeCell('=HYPERLINK("x")')).toBe('"\'=HYPERLINK(""x"")"');
    expect(safeCell(' @cmd')).toBe('"\' @cmd"');
    expect(safeCell('a,"b"')).toBe('"a,""b"""');
    expect(safeCell('/pay_amount')).toBe('/pay_amount');
    const file = mappingCsv(rules, { titles: ['字段', '来源'], rowOf: ({ target, sources }) => [target, sources.join(' ')] });
    expect(file).toBe('\uFEFF字段,来源\r\npaidAmount,/pay_amount /amount\r\nlines[].paidShare,/list/*/pay_amount\r\n');
  });
});
