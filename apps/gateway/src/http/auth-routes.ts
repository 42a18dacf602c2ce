import { sendJson, type Route } from '@orderloom/service-runtime';
import type { Viewer } from '../application/ports.ts';
import type { ViewerReader } from '../application/read-viewer.ts';
import { sessionLifetimeMs, type SignIn } from '../application/sign-in.ts';
import type { SignOut } from '../application/sign-out.ts';
import { RequestRefused } from '../domain/account-errors.ts';
import { requireSameSite } from './cross-site.ts';
import { readJson } from './read-json.ts';
import { refusable } from './refusable.ts';
import { endedSessionCookie, readSessionCookie, sessionCookie } from './session-cookie.ts';

/** POST /auth/sign-in {account, password}, POST /auth/sign-out, GET /auth/me. */
export function authRoutes(abilities: {
  readonly signIn: SignIn;
  readonly signOut: SignOut;
  readonly viewers: ViewerReader;
}): readonly Route[] {
  const { signIn, signOut, viewers } = abilities;
  return [
    {
      method: 'POST',
      path: '/auth/sign-in',
      handler: refusable(async (request, response) => {
        requireSameSite(request.headers);
        const id = await signIn(claimOf(await readJson(request, 8 * 1024)));
        response.setHeader('set-cookie', sessionCookie(id, sessionLifetimeMs, request.headers));
        sendJson(response, 200, shown(await viewers.readAny(id)));
      }),
    },
    {
      method: 'POST',
      path: '/auth/sign-out',
      handler: refusable(async (request, response) => {
        requireSameSite(request.headers);
        await signOut(readSessionCookie(request.headers));
        response.setHeader('set-cookie', endedSessionCookie(request.headers));
        response.writeHead(204).end();
      }),
    },
    {
      method: 'GET',
      path: '/auth/me',
      handler: refusable(async (request, response) => {
        sendJson(response, 200, shown(await viewers.readAny(readSessionCookie(request.headers))));
      }),
    },
  ];
}

function claimOf(body: Readonly<Record<string, unknown>>): { readonly login: string; readonly password: string } {
  const { account, password } = body;
  if (typeof account !== 'string' || typeof password !== 'string' || account.length > 200 || password.length > 1_000) {
    throw new RequestRefused('BAD_REQUEST', 'Account and password are needed.');
  }
  return { login: account, password };
}

function shown({ account, login, name, roles, locale, mustChangePassword }: Viewer): object {
  return { account, login, name, roles, locale, mustChangePassword };
}
