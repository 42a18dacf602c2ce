import { verifyIdentity } from '@orderloom/rpc/identity';
import { expect, it } from 'vitest';
import { viewerIdentities } from './viewer-identity.ts';

const key = '0f'.repeat(32);
const viewer = { account: 'ada', login: 'ada', name: '', roles: ['admin'], locale: 'zh-CN', mustChangePassword: false } as const;

it('signs a viewer once for each language, and says the viewer’s own where none is wished', () => {
  const identityOf = viewerIdentities(key);
  expect(verifyIdentity(key, identityOf(viewer, undefined))).toMatchObject({ actor: 'ada', roles: ['admin'], locale: 'zh-CN' });
  expect(verifyIdentity(key, identityOf(viewer, 'en'))).toMatchObject({ actor: 'ada', locale: 'en' });
  expect(identityOf(viewer, 'en')).toBe(identityOf(viewer, 'en'));
});

it('carries nothing on to the same account read anew with other roles', () => {
  const identityOf = viewerIdentities(key);
  identityOf(viewer, 'en');
  expect(verifyIdentity(key, identityOf({ ...viewer, roles: ['service'] }, 'en'))?.roles).toEqual(['service']);
});
