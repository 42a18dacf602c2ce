import { DomainError } from '@orderloom/domain-kernel';
import { verifyIdentity, type InternalKey } from '@orderloom/rpc/identity';

/** The person or key on whose behalf a query runs; the gateway vouches for it. */
export type Viewer = {
  /** Account id, opaque. */
  readonly account: string;
  readonly roles: readonly string[];
  readonly locale: string;
  /** Present = an API key with these scopes: the marks in the SDL say which fields it may ask. */
  readonly scopes?: readonly string[];
  /** Present = the partner whose key it is; idempotency keys are the partner's. */
  readonly partner?: string;
  /** Present = only orders of these shops exist for this viewer. */
  readonly shops?: readonly string[];
  readonly environment?: 'live' | 'test';
};

/** The viewer lacks every role that may do this. */
export class RoleMissing extends DomainError {
  readonly code = 'ROLE_MISSING';
}

/** Refuses people without any of the roles; owner and admin may do everything. A key passes: its scope admitted it to the field. */
export function requireRole(viewer: Viewer, ...roles: readonly string[]): void {
  if (!mayAct(viewer, ...roles)) throw new RoleMissing('This account may not do that.', { needs: roles.join(', ') });
}

/** Whether the viewer has one of the roles, or is owner or admin. A key has no role. */
export function hasRole(viewer: Viewer, ...roles: readonly string[]): boolean {
  return [...roles, 'owner', 'admin'].some((role) => viewer.roles.includes(role));
}

/** Whether the viewer may do what a field does: a person by role, a key because its scope admitted it to the field. */
export function mayAct(viewer: Viewer, ...roles: readonly string[]): boolean {
  return viewer.scopes !== undefined || hasRole(viewer, ...roles);
}

/** Whether orders of this shop exist for the viewer: a test key reaches the sandbox shops only. */
export function reachesShop(viewer: Viewer, shopId: string): boolean {
  return viewer.shops === undefined || viewer.shops.includes(shopId);
}

/** Whose idempotency keys a viewer's are: the partner's for every key of it, so that a rotated key finds its answers; else the account's. */
export function commandScope(viewer: Viewer): string {
  return viewer.partner ?? viewer.account;
}

/** The viewer of a signed identity header; undefined for a side door: no header, no valid signature, no person. */
export function viewerOf(internalKey: InternalKey, header: string | undefined): Viewer | undefined {
  const identity = verifyIdentity(internalKey, header);
  if (identity?.actor === undefined) return undefined;
  const { actor, roles = [], locale = 'zh-CN', scopes, partner, shops, environment } = identity;
  return {
    account: actor,
    roles,
    locale,
    ...(scopes === undefined ? {} : { scopes }),
    ...(partner === undefined ? {} : { partner }),
    ...(shops === undefined ? {} : { shops }),
    ...(environment === undefined ? {} : { environment }),
  };
}
