import type { Clock } from '@orderloom/domain-kernel';
import { PasswordChangeNeeded, SignedOut } from '../domain/account-errors.ts';
import { keepNewest } from '../domain/keep-newest.ts';
import type { Sessions, Viewer } from './ports.ts';
import { sessionIdHash } from './session-id.ts';

export type ViewerReader = {
  /** The person behind a session id. Throws SignedOut, and PasswordChangeNeeded while the password is somebody else's making. */
  readonly read: (sessionId: string | undefined) => Promise<Viewer>;
  /** The same for the doors where a password is set. Throws SignedOut. */
  readonly readAny: (sessionId: string | undefined) => Promise<Viewer>;
  /** An account was changed: what is known of its sessions is asked again. */
  readonly forgetAccount: (account: string) => void;
  readonly forget: (idHash: Buffer) => void;
};

// An ended session or a changed role is seen by other gateway processes after this long.
const keptMs = 5_000;
const keptSessions = 20_000;

/** Reads viewers from the sessions table, each at most every 5 s: a query per request would be the gateway's whole cost. */
export function viewerReader(deps: { readonly sessions: Sessions; readonly clock: Clock }): ViewerReader {
  const kept = new Map<string, { readonly viewer: Viewer; readonly until: number }>();
  const readAny = async (sessionId: string | undefined): Promise<Viewer> => {
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
  };
  return {
    readAny,
    read: async (sessionId) => {
      const viewer = await readAny(sessionId);
      if (viewer.mustChangePassword) throw new PasswordChangeNeeded('Set a password of your own first.');
      return viewer;
    },
    forgetAccount: (account) => {
      for (const [key, { viewer }] of kept) if (viewer.account === account) kept.delete(key);
    },
    forget: (idHash) => void kept.delete(idHash.toString('base64')),
  };
}
