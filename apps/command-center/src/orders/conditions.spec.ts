import { describe, expect, it } from 'vitest';
import { choose, chosenOf, conditionKeys, isMultiple, isSet } from './conditions.ts';
import { emptyView, isFiltered, isSameFilter } from './view.ts';

const sample: Partial<Record<(typeof conditionKeys)[number], readonly string[]>> = {
  gate: ['3', '5'],
  stuck: ['false'],
  imported: ['true'],
  placed: ['24h'],
  promised: ['lost'],
  stuckFor: ['2h'],
  due: ['30m'],
  amount: ['from500'],
};

describe('a condition of the list', () => {
  it.each(conditionKeys)('%s is set, read back and cleared', (key) => {
    const values = sample[key] ?? ['a', 'b'];
    const view = { ...emptyView, ...choose(key, values) };
    expect(chosenOf(view, key)).toEqual(values);
    expect(isSet(view, key)).toBe(true);
    expect(isFiltered(view)).toBe(true);
    expect(isSameFilter({ ...view, ...choose(key, []) }, emptyView)).toBe(true);
    expect(values.length > 1).toBe(isMultiple(key));
  });
});
