import type { Clock } from '@orderloom/domain-kernel';
import type { Sessions } from './ports.ts';
import type { ViewerReader } from './read-viewer.ts';
import { sessionIdHash } from './session-id.ts';

export type SignOut = (sessionId: string | undefined) => Promise<void>;

/** Ends a session; one that is over already is no error. */
export function signOut(deps: { readonly sessions: Sessions; readonly viewers: ViewerReader; readonly clock: Clock }): SignOut {
  return async (sessionId) => {
    const idHash = sessionIdHash(sessionId);
    if (idHash === undefined) return;
    await deps.sessions.end(idHash, deps.clock());
    deps.viewers.forget(idHash);
  };
}
