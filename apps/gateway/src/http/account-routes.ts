import { sendJson, type Route } from '@orderloom/service-runtime';
import type { IncomingMessage } from 'node:http';
import type { ChangePassword } from '../application/change-password.ts';
import type { KeepAccounts } from '../application/keep-accounts.ts';
import type { Viewer } from '../application/ports.ts';
import type { ViewerReader } from '../application/read-viewer.ts';
import { RequestRefused } from '../domain/account-errors.ts';
import { isRole, type Role } from '../domain/role.ts';
import { requireSameSite } from './cross-site.ts';
import { readJson } from './read-json.ts';
import { refusable } from './refusable.ts';
import { readSessionCookie } from './session-cookie.ts';

type Body = Readonly<Record<string, unknown>>;

/**
 * GET /accounts, GET /accounts/names, POST /accounts/{create, set-roles, lock, unlock, reset-password}, POST /auth/password.
 * Beside GraphQL, because accounts are the gateway's own and passwords stay out of documents, variables and their logs.
 */
export function accountRoutes(abilities: {
  readonly accounts: KeepAccounts;
  readonly changePassword: ChangePassword;
  readonly viewers: ViewerReader;
}): readonly Route[] {
  const { accounts, viewers } = abilities;
  const get = (path: string, read: (viewer: Viewer) => Promise<unknown>): Route => ({
    method: 'GET',
    path,
    handler: refusable(async (request, response) => {
      sendJson(response, 200, await read(await viewers.read(readSessionCookie(request.headers))));
    }),
  });
  const post = (path: string, act: (viewer: Viewer, body: Body) => Promise<unknown>): Route => ({
    method: 'POST',
    path,
    handler: refusable(async (request, response) => {
      requireSameSite(request.headers);
      const viewer = await viewers.read(readSessionCookie(request.headers));
      sendJson(response, 200, await act(viewer, await bodyOf(request)));
    }),
  });
  return [
    get('/accounts', (viewer) => accounts.list(viewer)),
    get('/accounts/names', () => accounts.names()),
    post('/accounts/create', (viewer, body) =>
      accounts.create(viewer, { login: loginOf(body), name: textOf(body, 'name', 60), roles: rolesOf(body) }),
    ),
    post('/accounts/set-roles', (viewer, body) => accounts.setRoles(viewer, textOf(body, 'account', 40), rolesOf(body))),
    post('/accounts/lock', (viewer, body) => accounts.setLocked(viewer, textOf(body, 'account', 40), true)),
    post('/accounts/unlock', (viewer, body) => accounts.setLocked(viewer, textOf(body, 'account', 40), false)),
    post('/accounts/reset-password', (viewer, body) => accounts.resetPassword(viewer, textOf(body, 'account', 40))),
    {
      method: 'POST',
      path: '/auth/password',
      handler: refusable(async (request, response) => {
        requireSameSite(request.headers);
        const sessionId = readSessionCookie(request.headers);
        const viewer = await viewers.readAny(sessionId);
        const body = await bodyOf(request);
        await abilities.changePassword(viewer, sessionId, { current: textOf(body, 'current', 1_000), next: textOf(body, 'next', 1_000) });
        response.writeHead(204).end();
      }),
    },
  ];
}

function bodyOf(request: IncomingMessage): Promise<Body> {
  return readJson(request, 8 * 1024);
}

function textOf(body: Body, name: string, longest: number): string {
  const value = body[name];
  if (typeof value !== 'string' || value.trim() === '' || value.length > longest)
    throw new RequestRefused('BAD_REQUEST', `${name} is needed.`);
  return name === 'current' || name === 'next' ? value : value.trim();
}

function loginOf(body: Body): string {
  const login = textOf(body, 'login', 40).toLowerCase();
  if (!/^[a-z0-9][a-z0-9._-]*$/.test(login))
    throw new RequestRefused('BAD_REQUEST', 'A login has letters, digits, dot, dash and underscore.');
  return login;
}

function rolesOf(body: Body): readonly Role[] {
  const { roles } = body;
  const known = Array.isArray(roles) ? roles.filter((role): role is Role => typeof role === 'string' && isRole(role)) : [];
  if (!Array.isArray(roles) || known.length !== roles.length || known.length === 0)
    throw new RequestRefused('BAD_REQUEST', 'Known roles are needed.');
  return [...new Set(known)];
}
