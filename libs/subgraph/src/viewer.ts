import { DomainError } from '@orderloom/domain-kernel';
import { verifyIdentity, type InternalKey } from '@orderloom/rpc/identity';

/** The person or key on whose behalf a query runs; the gateway vouches for it. */
export type Viewer = {
  /** Account id, opaque. */
  readonly account: string;
  readonly roles: readonly string[];
  readonly locale: string;
};

/** The viewer lacks every role that may do this. */
export class RoleMissing extends DomainError {
  readonly code = 'ROLE_MISSING';
}

/** Refuses viewers without any of the roles; owner and admin may do everything. */
export function requireRole(viewer: Viewer, ...roles: readonly string[]): void {
  if (!hasRole(viewer, ...roles)) throw new RoleMissing('This account may not do that.', { needs: roles.join(', ') });
}

/** Whether the viewer has one of the roles, or is owner or admin. */
export function hasRole(viewer: Viewer, ...roles: readonly string[]): boolean {
  return [...roles, 'owner', 'admin'].some((role) => viewer.roles.includes(role));
}

/** The viewer of a signed identity header; undefined for a side door: no header, no valid signature, no person. */
export function viewerOf(internalKey: InternalKey, header: string | undefined): Viewer | undefined {
  const identity = verifyIdentity(internalKey, header);
  if (identity?.actor === undefined) return undefined;
  return { account: identity.actor, roles: identity.roles ?? [], locale: identity.locale ?? 'zh-CN' };
}
