import { webhookEntry, webhookTypes } from '@orderloom/contracts';
import { commandScope, hasRole, mayAct, requireRole, type Viewer } from '@orderloom/subgraph';
import type { Keeper, Reach } from '../application/webhooks/keeper-ports.ts';

/** A person reads every partner's endpoints with the role for it; a key its own partner's, and only what its scopes let it hear. */
export function reachOf(viewer: Viewer): Reach {
  requireRole(viewer, 'operations');
  const { scopes } = viewer;
  if (scopes === undefined) return {};
  return {
    // A key without a partner would be everybody's: it reaches nothing.
    partnerId: viewer.partner ?? '',
    ...(viewer.shops === undefined ? {} : { shops: viewer.shops }),
    types: webhookTypes.filter((type) => scopes.includes(webhookEntry(type).scope)),
  };
}

export function keeperOf(viewer: Viewer): Keeper {
  return {
    account: viewer.account,
    scope: commandScope(viewer),
    mayAct: mayAct(viewer) && (viewer.scopes === undefined || viewer.partner !== undefined),
    reach: viewer.scopes === undefined && !hasRole(viewer, 'operations') ? { partnerId: '' } : reachOf(viewer),
  };
}
