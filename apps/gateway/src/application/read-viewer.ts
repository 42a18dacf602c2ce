import type { Clock } from '@orderloom/domain-kernel';
import { SignedOut } from '../domain/account-errors.ts';
import { keepNewest } from '../domain/keep-newest.ts';
import type { Sessions, Viewer } from './ports.ts';
import { sessionIdHash } from './session-id.ts';

export type ViewerReader = {
  /** The person behind a session id. Throws SignedOut. */
  readonly read: (sessionId: string | undefined) => Promise<Viewer>;
  readonly forget: (idHash: Buffer) => void;
};

// An ended session or a changed role is seen by other gateway processes after this long.
const keptMs = 5_000;
const keptSessions = 20_000;

/** Reads viewers from the sessions table, each at most every 5 s: a query per request would be the gateway's whole cost. */
export function viewerReader(deps: { readonly sessions: Sessions; readonly clock: Clock }): ViewerReader {
  const kept = new Map<string, { readonly viewer: Viewer; readonly until: number }>();
  return {
    read: async (sessionId) => {
      const idHash = sessionIdHash(sessionId);
      if (idHash === undefined) throw new SignedOut('Sign in first.');
      const key = idHash.toString('base64');
      const now = deps.clock();
      const known = kept.get(key);
      if (known !== undefined && known.until > now.getTime()) return known.viewer;

      kept.delete(key);
      const viewer = await deps.sessions.viewerOf(idHash, now);
      if (viewer === undefined) throw new SignedOut('The session has ended.');
      kept.set(key, { viewer, until: now.getTime() + keptMs });
      keepNewest(kept, keptSessions);
      return viewer;
    },
    forget: (idHash) => void kept.delete(idHash.toString('base64')),
  };
}
