import type { IncomingHttpHeaders } from 'node:http';

const name = 'hub_session';

/** The session id that the browser sent. */
export function readSessionCookie(headers: IncomingHttpHeaders): string | undefined {
  for (const pair of (headers.cookie ?? '').split(';')) {
    const [key, value] = pair.trim().split('=', 2);
    if (key === name) return value;
  }
  return undefined;
}

/** The header that gives the browser a session; scripts cannot read it, and other sites' forms do not send it. */
export function sessionCookie(id: string, lifetimeMs: number, headers: IncomingHttpHeaders): string {
  return [`${name}=${id}`, `Max-Age=${Math.floor(lifetimeMs / 1000)}`, ...attributes(headers)].join('; ');
}

/** The header that takes it away. */
export function endedSessionCookie(headers: IncomingHttpHeaders): string {
  return [`${name}=`, 'Max-Age=0', ...attributes(headers)].join('; ');
}

// Behind TLS the ingress says so; on the loopback a Secure cookie would not come back.
function attributes(headers: IncomingHttpHeaders): readonly string[] {
  return ['Path=/', 'HttpOnly', 'SameSite=Lax', ...(headers['x-forwarded-proto'] === 'https' ? ['Secure'] : [])];
}
