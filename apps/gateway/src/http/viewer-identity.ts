import { identitySigner, type InternalKey } from '@orderloom/rpc/identity';
import type { Viewer } from '../application/ports.ts';

/**
 * Signed identities of viewers, one for each language that they ask in. A viewer is read anew every few seconds, and with the viewer goes
 * what was signed: a role that somebody lost is not carried on.
 */
export function viewerIdentities(internalKey: InternalKey): (viewer: Viewer, locale: string | undefined) => string {
  const signers = new WeakMap<Viewer, Map<string, () => string>>();
  return (viewer, wanted) => {
    const locale = wanted ?? viewer.locale;
    const own = signers.get(viewer) ?? new Map<string, () => string>();
    signers.set(viewer, own);
    const known = own.get(locale);
    if (known !== undefined) return known();
    const sign = identitySigner(internalKey, { caller: 'gateway', actor: viewer.account, roles: viewer.roles, locale });
    own.set(locale, sign);
    return sign();
  };
}
