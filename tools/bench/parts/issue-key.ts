import { z } from 'zod';

/** A key of a partner, issued by an admin at the door of the settings page; with the usual limits and scopes unless told. */
export async function issueKey(gateway: string, password: string, wish: object = {}): Promise<string> {
  const json = { 'content-type': 'application/json' };
  const entered = await fetch(`${gateway}/auth/sign-in`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify({ account: 'admin', password }),
  });
  const cookie = entered.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const usual = { partner: 'Stranger', contactRole: 'IT', label: 'bench', environment: 'live', scopes: ['orders:read'] };
  const issued = await fetch(`${gateway}/keys/issue`, {
    method: 'POST',
    headers: { ...json, cookie },
    body: JSON.stringify({ ...usual, ...wish }),
  });
  return z.object({ key: z.string() }).parse(await issued.json()).key;
}
