import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { requireInternalKey, signIdentity, verifyIdentity } from './identity.ts';

const key = 'ab'.repeat(32);
const now = new Date('2026-11-22T05:00:00Z');
const identity = { caller: 'gateway', actor: '0193', roles: ['operations', 'owner'], locale: 'zh-CN' };

describe('signed identity between processes (R12)', () => {
  it('reads back what was signed with the same key', () => {
    expect(verifyIdentity(key, signIdentity(key, identity, now), now)).toEqual(identity);
  });

  it('carries what a key may do, and drops a token whose scopes cannot be read rather than reading it as a person', () => {
    const ofKey = {
      caller: 'gateway',
      actor: 'key:a',
      roles: [],
      scopes: ['orders:read'],
      partner: 'p1',
      shops: ['s1'],
      environment: 'test' as const,
    };
    expect(verifyIdentity(key, signIdentity(key, ofKey, now), now)).toEqual(ofKey);
    const odd = { ...ofKey, scopes: 'orders:read' } as unknown as typeof ofKey;
    expect(verifyIdentity(key, signIdentity(key, odd, now), now)).toBeUndefined();
  });

  it('refuses another key, a passed time, an added role, and every changed character', () => {
    const token = signIdentity(key, identity, now);
    expect(verifyIdentity('cd'.repeat(32), token, now)).toBeUndefined();
    expect(verifyIdentity(key, token, new Date(now.getTime() + 66_000))).toBeUndefined();
    const [, signature] = token.split('.');
    const forged = Buffer.from(JSON.stringify({ ...identity, roles: ['admin'], exp: 9_999_999_999 })).toString('base64url');
    expect(verifyIdentity(key, `${forged}.${signature}`, now)).toBeUndefined();
    for (let at = 0; at < token.length; at += 1) {
      const changed = token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1);
      // The last character of base64 carries spare bits: a changed spelling of the same signature bytes is the same signature.
      if (sameBytes(changed, token)) continue;
      expect(verifyIdentity(key, changed, now)).toBeUndefined();
    }
  });

  it('refuses any other text without throwing', () => {
    fc.assert(fc.property(fc.string(), (text) => verifyIdentity(key, text, now) === undefined));
    expect(verifyIdentity(key, undefined, now)).toBeUndefined();
  });

  it('does not take an empty variable for a key', () => {
    expect(() => requireInternalKey('')).toThrow('HUB_INTERNAL_KEY');
  });
});

function sameBytes(left: string, right: string): boolean {
  const [leftBody, leftSignature = ''] = left.split('.');
  const [rightBody, rightSignature = ''] = right.split('.');
  return leftBody === rightBody && Buffer.from(leftSignature, 'base64url').equals(Buffer.from(rightSignature, 'base64url'));
}
