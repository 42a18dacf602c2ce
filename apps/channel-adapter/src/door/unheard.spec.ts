import { describe, expect, it } from 'vitest';
import { createUnheard } from './unheard.ts';

describe('what the door says while nobody listens', () => {
  it('is kept as one word of each kind, however much it was', () => {
    const unheard = createUnheard();
    for (let nth = 0; nth < 1_000; nth += 1) {
      unheard.note({ kind: 'woken', shopIds: new Set([`shop-${nth % 3}`]) });
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
      { kind: 'woken', shopIds: new Set(['shop-0', 'shop-1', 'shop-2']) },
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
