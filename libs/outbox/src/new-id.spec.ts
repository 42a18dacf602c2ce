import { validate, version } from 'uuid';
import { describe, expect, it } from 'vitest';
import { newId } from './new-id.ts';

describe('a new id', () => {
  const ids = Array.from({ length: 5_000 }, newId);

  it('is a UUIDv7 of this moment', () => {
    expect(ids.every((id) => validate(id) && version(id) === 7)).toBe(true);
    const madeAt = Number.parseInt(newId().replaceAll('-', '').slice(0, 12), 16);
    expect(Math.abs(Date.now() - madeAt)).toBeLessThan(60_000);
  });

  it('is greater than the one before it, within a millisecond too', () => {
    expect(ids.toSorted()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('has random bytes of its own', () => {
    expect(new Set(ids.map((id) => id.slice(-11))).size).toBe(ids.length);
  });
});
