import { describe, expect, it } from 'vitest';
import { readDoor, signDoor } from './door-token.ts';
import { signIdentity } from './identity.ts';

const key = '11'.repeat(32);
const now = new Date('2026-11-22T10:00:00Z');
const token = signDoor(key, { purpose: 'p', subject: 'DY20261122-00001' }, 90, now);

describe('a link without sign-in', () => {
  it('opens the one thing that it was made for, until its time is over', () => {
    expect(readDoor(key, 'p', token, now)).toBe('DY20261122-00001');
    expect(readDoor(key, 'p', token, new Date('2027-02-19T10:00:00Z'))).toBe('DY20261122-00001');
    expect(readDoor(key, 'p', token, new Date('2027-02-22T10:00:00Z'))).toBeUndefined();
  });

  it('opens nothing for another purpose, key or order, nor when one character differs', () => {
    expect(readDoor(key, 'card', token, now)).toBeUndefined();
    expect(readDoor('22'.repeat(32), 'p', token, now)).toBeUndefined();
    for (let at = 0; at < token.length; at += 1) {
      const forged = token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1);
      expect(readDoor(key, 'p', forged, now), String(at)).toBeUndefined();
    }
    expect(readDoor(key, 'p', signIdentity(key, { caller: 'gateway' }, now), now)).toBeUndefined();
    expect(readDoor(key, 'p', '', now)).toBeUndefined();
  });
});
