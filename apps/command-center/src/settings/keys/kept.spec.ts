import { describe, expect, it } from 'vitest';
import { parseKeys, stateOf } from './kept.ts';

const raw = { id: 'abc', partner: 'ERP', environment: 'test', scopes: ['orders:read'], requestsPerMinute: 600, lastUsedAt: null };

describe('API keys as the door tells them', () => {
  it('are read field by field, and what is no key is left out', () => {
    const { keys, scopes } = parseKeys({ keys: [raw, { partner: 'no id' }, 7], scopes: [{ scope: 'orders:read', zh: '读', en: 'Read' }] });
    expect(keys).toHaveLength(1);
    expect(keys[0]).toMatchObject({ id: 'abc', environment: 'test', requestsPerMinute: 600, lastUsedAt: undefined });
    expect(scopes).toEqual([{ scope: 'orders:read', zh: '读', en: 'Read' }]);
    expect(parseKeys('nonsense')).toEqual({ keys: [], scopes: [] });
  });

  it('are in force until they end or are revoked', () => {
    const [key] = parseKeys({ keys: [raw] }).keys;
    if (key === undefined) throw new Error('no key');
    const now = Date.parse('2026-11-22T12:00:00Z');
    expect(stateOf(key, now)).toBe('IN_FORCE');
    expect(stateOf({ ...key, endsAt: '2026-11-22T11:00:00Z' }, now)).toBe('ENDED');
    expect(stateOf({ ...key, endsAt: '2026-11-22T11:00:00Z', revokedAt: '2026-11-22T10:00:00Z' }, now)).toBe('REVOKED');
  });
});
