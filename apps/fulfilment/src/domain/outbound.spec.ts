import { describe, expect, it } from 'vitest';
import { takeConfirmation, type Confirmation, type OpenLine } from './outbound.ts';

const lines: readonly OpenLine[] = [
  { lineNo: '1', sku: 'TEA', quantity: 2, shipped: 0 },
  { lineNo: '2', sku: 'CUP', quantity: 1, shipped: 0 },
];
const confirm = (more: Partial<Confirmation> = {}): Confirmation => ({
  fulfilmentOrderId: 'DY20261122-00001-1',
  outBizCode: 'OB1',
  final: true,
  confirmedAt: new Date(0),
  operator: '',
  packages: [{ carrier: 'SF', trackingNumber: 'SF1', weightGrams: 500, items: [] }],
  lines: [
    { lineNo: '1', sku: 'TEA', quantity: 2 },
    { lineNo: '2', sku: 'CUP', quantity: 1 },
  ],
  ...more,
});

describe('a confirmation of what left', () => {
  it('puts everything into the one package and finds nothing to complain of', () => {
    const effect = takeConfirmation('PACKED', lines, confirm());
    expect(effect.conflicts).toEqual([]);
    expect(effect.packages[0]?.lines).toEqual(effect.shipped);
  });

  it('gives several packages what is in them', () => {
    const effect = takeConfirmation(
      'PACKED',
      lines,
      confirm({
        packages: [
          { carrier: 'SF', trackingNumber: 'SF1', weightGrams: 0, items: [{ sku: 'TEA', quantity: 1 }] },
          {
            carrier: 'SF',
            trackingNumber: 'SF2',
            weightGrams: 0,
            items: [
              { sku: 'TEA', quantity: 1 },
              { sku: 'CUP', quantity: 1 },
            ],
          },
        ],
      }),
    );
    expect(effect.packages.map((one) => one.lines.map((line) => [line.sku, line.quantity]))).toEqual([
      [['TEA', 1]],
      [
        ['TEA', 1],
        ['CUP', 1],
      ],
    ]);
  });

  it('adds up batches of one line', () => {
    const effect = takeConfirmation(
      'PACKED',
      lines,
      confirm({
        lines: [
          { lineNo: '1', sku: 'TEA', quantity: 1 },
          { lineNo: '1', sku: 'TEA', quantity: 1 },
          { lineNo: '2', sku: 'CUP', quantity: 1 },
        ],
      }),
    );
    expect(effect.conflicts).toEqual([]);
  });

  it('matches by item where the line number is missing', () => {
    expect(
      takeConfirmation(
        'PACKED',
        lines,
        confirm({
          lines: [
            { lineNo: '', sku: 'TEA', quantity: 2 },
            { lineNo: '', sku: 'CUP', quantity: 1 },
          ],
        }),
      ).conflicts,
    ).toEqual([]);
  });

  it.each([
    [
      'too few in the last one',
      [
        { lineNo: '1', sku: 'TEA', quantity: 1 },
        { lineNo: '2', sku: 'CUP', quantity: 1 },
      ],
      'TEA: 1 shipped of 2',
    ],
    [
      'too many',
      [
        { lineNo: '1', sku: 'TEA', quantity: 3 },
        { lineNo: '2', sku: 'CUP', quantity: 1 },
      ],
      'TEA: 3 shipped of 2',
    ],
    [
      'something else',
      [
        { lineNo: '1', sku: 'TEA', quantity: 2 },
        { lineNo: '2', sku: 'CUP', quantity: 1 },
        { lineNo: '9', sku: 'POT', quantity: 1 },
      ],
      'POT: 1 shipped, none ordered',
    ],
  ])('raises a conflict for %s', (_what, confirmed, detail) => {
    expect(takeConfirmation('PACKED', lines, confirm({ lines: confirmed })).conflicts).toEqual([{ kind: 'SHIPPED_OTHERWISE', detail }]);
  });

  it('does not mind too few while more is to come, and counts what left before', () => {
    const part = takeConfirmation('PACKED', lines, confirm({ final: false, lines: [{ lineNo: '1', sku: 'TEA', quantity: 2 }] }));
    expect([part.deed, part.conflicts]).toEqual(['ship part', []]);
    const rest = takeConfirmation(
      'PARTLY_OUTBOUND',
      [
        { lineNo: '1', sku: 'TEA', quantity: 2, shipped: 2 },
        { lineNo: '2', sku: 'CUP', quantity: 1, shipped: 0 },
      ],
      confirm({ lines: [{ lineNo: '2', sku: 'CUP', quantity: 1 }] }),
    );
    expect([rest.deed, rest.conflicts]).toEqual(['ship', []]);
  });

  it.each(['STOPPED', 'SUPERSEDED', 'REFUSED'] as const)(
    'raises a conflict when the order was %s here, and lets the fact stand',
    (status) => {
      const effect = takeConfirmation(status, lines, confirm());
      expect(effect.conflicts.map((conflict) => conflict.kind)).toEqual(['SHIPPED_AFTER_STOP']);
      expect(effect.shipped).toHaveLength(2);
    },
  );
});
