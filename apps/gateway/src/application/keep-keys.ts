import { isPartnerScope, partnerScopes, type KeyEnvironment, type PartnerScope } from '@orderloom/contracts';
import type { Clock } from '@orderloom/domain-kernel';
import { AccountNotAllowed } from '../domain/account-errors.ts';
import { keyText, newKeyId, newKeySecret, secretHash } from './partner-key.ts';
import type { PartnerKeys } from './partner-ports.ts';
import type { Viewer } from './ports.ts';
import type { KeyReader } from './read-key.ts';

/** What an admin asks for. */
export type KeyWish = {
  readonly partner: string;
  readonly contactRole: string;
  readonly label: string;
  readonly environment: KeyEnvironment;
  readonly scopes: readonly PartnerScope[];
  readonly requestsPerMinute: number;
  readonly costPerMinute: number;
  readonly endsAt: Date | null;
};

export type KeepKeys = ReturnType<typeof keepKeys>;

/** What an admin may do to keys. A secret is answered once, to the request that made it. */
export function keepKeys(deps: { readonly keys: PartnerKeys; readonly reader: Pick<KeyReader, 'forget'>; readonly clock: Clock }) {
  const { keys, clock } = deps;
  return {
    list: async (viewer: Viewer) => {
      requireAdmin(viewer);
      const scopes = Object.entries(partnerScopes).map(([scope, words]) => ({ scope, ...words }));
      return { keys: await keys.list(clock()), scopes };
    },
    issue: async (viewer: Viewer, wish: KeyWish) => {
      requireAdmin(viewer);
      const id = newKeyId();
      const secret = newKeySecret();
      await keys.issue({ ...wish, scopes: wish.scopes.filter(isPartnerScope), id, hash: secretHash(secret) }, viewer.account, clock());
      return { id, key: keyText(wish.environment, id, secret) };
    },
    rotate: async (viewer: Viewer, id: string, overlapHours: number) => {
      requireAdmin(viewer);
      const secret = newKeySecret();
      const now = clock();
      const olderEndsAt = new Date(now.getTime() + overlapHours * 3_600_000);
      const environment = await keys.rotate(id, secretHash(secret), olderEndsAt, viewer.account, now);
      deps.reader.forget(id);
      return { id, key: keyText(environment, id, secret), olderEndsAt };
    },
    revoke: async (viewer: Viewer, id: string) => {
      requireAdmin(viewer);
      await keys.revoke(id, viewer.account, clock());
      deps.reader.forget(id);
      return { id };
    },
  };
}

function requireAdmin(viewer: Viewer): void {
  if (!viewer.roles.includes('admin')) throw new AccountNotAllowed('Only an admin keeps keys.');
}
