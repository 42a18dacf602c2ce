import { describe, expect, it } from 'vitest';
import type { WokenWork } from '../application/stores.ts';
import { createUnheard } from './unheard.ts';

const wokenAt = (shopId: string): WokenWork => ({
  shopId,
  kind: 'ORDER',
  platformNo: '7',
  hint: {},
  traceparent: '',
  receivedAt: new Date(0),
  isNew: true,
});

describe('what the door says while nobody listens', () => {
  it('is kept as one word of each kind, however much it was', () => {
    const unheard = createUnheard();
    for (let nth = 0; nth < 1_000; nth += 1) {
      unheard.note({ kind: 'woken', work: [wokenAt(`shop-${nth % 3}`)] });
      unheard.note({ kind: 'lost', shopId: 'shop-0' });
      unheard.note({ kind: 'told' });
      unheard.note({
        kind: 'counted',
        pushes: [
          { system: 'douyin', outcome: 'taken', count: 2 },
          { system: 'douyin', outcome: 'lost', count: 1 },
        ],
      });
    }
    expect(unheard.take()).toEqual([
      { kind: 'lost', shopId: 'shop-0' },
      { kind: 'missed', shopIds: new Set(['shop-0', 'shop-1', 'shop-2']) },
      { kind: 'told' },
      {
        kind: 'counted',
        pushes: [
          { system: 'douyin', outcome: 'taken', count: 2_000 },
          { system: 'douyin', outcome: 'lost', count: 1_000 },
        ],
      },
    ]);
    expect(unheard.take()).toEqual([]);
  });
});
