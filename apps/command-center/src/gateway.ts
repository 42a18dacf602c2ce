import { headers } from 'next/headers';
import { cache } from 'react';
import { asLanguage, languageCookie } from './i18n/languages.ts';

/** The only address this server talks to. */
export const gatewayUrl = (): string => process.env['GATEWAY_URL'] ?? 'http://127.0.0.1:4000';

// Allow-list: hop-by-hop headers and the browser's encoding wishes stay here.
const passedOn = ['cookie', 'content-type', 'accept', 'origin', 'sec-fetch-site', 'last-event-id', 'traceparent', 'user-agent'];

export const headersFor = (incoming: Headers): Headers => {
  const outgoing = new Headers();
  for (const name of passedOn) {
    const value = incoming.get(name);
    if (value !== null) outgoing.set(name, value);
  }
  // The language chosen here, not the browser's: it decides in which words reasons come back.
  outgoing.set('accept-language', asLanguage(cookieValue(incoming.get('cookie'), languageCookie)));
  const host = incoming.get('host');
  // The gateway compares Origin with the host that the browser saw, which is this server's.
  if (host !== null) outgoing.set('x-forwarded-host', host);
  return outgoing;
};

const cookieValue = (cookies: string | null, name: string): string | undefined =>
  cookies
    ?.split(';')
    .map((each) => each.trim())
    .find((each) => each.startsWith(`${name}=`))
    ?.slice(name.length + 1);

export interface Account {
  readonly account: string;
  readonly name: string;
  readonly roles: readonly string[];
}

type SignedIn = { readonly state: 'in'; readonly account: Account } | { readonly state: 'out' } | { readonly state: 'unreachable' };

/** Once per page, however many of its parts ask. */
export const readAccount = cache(async (): Promise<SignedIn> => {
  try {
    const answer = await fetch(`${gatewayUrl()}/auth/me`, {
      headers: headersFor(new Headers(await headers())),
      cache: 'no-store',
      signal: AbortSignal.timeout(3000),
    });
    if (answer.status === 401 || answer.status === 403) return { state: 'out' };
    if (!answer.ok) return { state: 'unreachable' };
    const body: unknown = await answer.json();
    // A one-time password opens only the door where an own one is set.
    if (mustChangePassword(body)) return { state: 'out' };
    return { state: 'in', account: parseAccount(body) };
  } catch {
    return { state: 'unreachable' };
  }
});

const mustChangePassword = (body: unknown): boolean =>
  typeof body === 'object' && body !== null && 'mustChangePassword' in body && body.mustChangePassword === true;

const parseAccount = (body: unknown): Account => {
  const record = typeof body === 'object' && body !== null ? Object.fromEntries(Object.entries(body)) : {};
  const text = (key: string): string => (typeof record[key] === 'string' ? record[key] : '');
  const roles: unknown = record['roles'];
  return { account: text('account'), name: text('name'), roles: Array.isArray(roles) ? roles.map(String) : [] };
};
