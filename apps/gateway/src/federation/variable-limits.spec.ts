import { describe, expect, it } from 'vitest';
import { requireFewVariables, variableLimits } from './variable-limits.ts';

const nested = (depth: number): object => (depth === 0 ? { last: 1 } : { in: nested(depth - 1) });

describe('variables beside a document', () => {
  it('pass as an order of two hundred lines has them', () => {
    const lines = Array.from({ length: 200 }, (_, nth) => ({ sku: `S${nth}`, quantity: 1, price: { minor: '100', currency: 'CNY' } }));
    expect(() => requireFewVariables({ input: { lines, recipient: { name: 'x', phone: 'y' } } })).not.toThrow();
  });

  it.each([
    ['values', { list: Array.from({ length: variableLimits.values + 1 }, (_, nth) => nth) }],
    ['levels', { deep: nested(variableLimits.depth) }],
    ['fields', { wide: Object.fromEntries(Array.from({ length: variableLimits.ofOneObject + 1 }, (_, nth) => [`f${nth}`, nth])) }],
  ])('are refused for too many %s', (what, variables) => {
    expect(() => requireFewVariables(variables)).toThrow(what);
  });
});
