import { isPartnerScope, type PartnerScope } from '@orderloom/contracts';
import { sendJson, type Route } from '@orderloom/service-runtime';
import type { KeepKeys, KeyWish } from '../application/keep-keys.ts';
import type { Viewer } from '../application/ports.ts';
import type { ViewerReader } from '../application/read-viewer.ts';
import { RequestRefused } from '../domain/account-errors.ts';
import { requireSameSite } from './cross-site.ts';
import { readJson } from './read-json.ts';
import { refusable } from './refusable.ts';
import { readSessionCookie } from './session-cookie.ts';

type Body = Readonly<Record<string, unknown>>;

const greatestOverlapHours = 24 * 30;

/** GET /keys, POST /keys/{issue, rotate, revoke}: beside GraphQL for the reason of the accounts, a secret stays out of its logs. */
export function keyRoutes(abilities: { readonly keys: KeepKeys; readonly viewers: ViewerReader }): readonly Route[] {
  const { keys, viewers } = abilities;
  const post = (path: string, act: (viewer: Viewer, body: Body) => Promise<unknown>): Route => ({
    method: 'POST',
    path,
    handler: refusable(async (request, response) => {
      requireSameSite(request.headers);
      const viewer = await viewers.read(readSessionCookie(request.headers));
      sendJson(response, 200, await act(viewer, await readJson(request, 8 * 1024)));
    }),
  });
  return [
    {
      method: 'GET',
      path: '/keys',
      handler: refusable(async (request, response) => {
        sendJson(response, 200, await keys.list(await viewers.read(readSessionCookie(request.headers))));
      }),
    },
    post('/keys/issue', (viewer, body) => keys.issue(viewer, wishOf(body))),
    post('/keys/rotate', (viewer, body) => keys.rotate(viewer, textOf(body, 'id', 20), overlapOf(body))),
    post('/keys/revoke', (viewer, body) => keys.revoke(viewer, textOf(body, 'id', 20))),
  ];
}

function wishOf(body: Body): KeyWish {
  const { environment } = body;
  if (environment !== 'live' && environment !== 'test') throw refused('environment is live or test.');
  return {
    partner: textOf(body, 'partner', 60),
    contactRole: textOf(body, 'contactRole', 60),
    label: textOf(body, 'label', 60),
    environment,
    scopes: scopesOf(body),
    requestsPerMinute: wholeOf(body, 'requestsPerMinute', 600, 60_000),
    costPerMinute: wholeOf(body, 'costPerMinute', 50_000, 10_000_000),
    endsAt: endOf(body),
  };
}

function scopesOf({ scopes }: Body): readonly PartnerScope[] {
  const known = Array.isArray(scopes) ? scopes.filter((scope) => typeof scope === 'string' && isPartnerScope(scope)) : [];
  if (!Array.isArray(scopes) || known.length !== scopes.length || known.length === 0) throw refused('Known scopes are needed.');
  return [...new Set(known)];
}

function endOf({ endsAt }: Body): Date | null {
  if (endsAt === undefined || endsAt === null || endsAt === '') return null;
  const at = typeof endsAt === 'string' ? new Date(endsAt) : undefined;
  if (at === undefined || Number.isNaN(at.getTime())) throw refused('endsAt is a time.');
  return at;
}

// 0 is for a secret that leaked: the older one ends at once.
function overlapOf({ overlapHours = 24 }: Body): number {
  if (typeof overlapHours !== 'number' || !(overlapHours >= 0 && overlapHours <= greatestOverlapHours))
    throw refused(`overlapHours is 0 to ${greatestOverlapHours}.`);
  return overlapHours;
}

function wholeOf(body: Body, name: string, otherwise: number, greatest: number): number {
  const value = body[name] ?? otherwise;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1 || value > greatest) throw refused(`${name} is 1 to ${greatest}.`);
  return value;
}

function textOf(body: Body, name: string, longest: number): string {
  const value = body[name];
  if (typeof value !== 'string' || value.trim() === '' || value.length > longest) throw refused(`${name} is needed.`);
  return value.trim();
}

function refused(message: string): RequestRefused {
  return new RequestRefused('BAD_REQUEST', message);
}
