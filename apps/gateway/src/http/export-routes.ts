import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { signIdentity, type InternalKey } from '@orderloom/rpc/identity';
import type { Route } from '@orderloom/service-runtime';
import { Pool } from 'undici';
import type { ViewerReader } from '../application/read-viewer.ts';
import { answerRefusal } from './answer-refusal.ts';
import { requireSameSite } from './cross-site.ts';
import { readSessionCookie } from './session-cookie.ts';

/** Between two blocks: counting what a wide filter finds comes before the first. */
const SILENCE_MS = 60_000;

/** `GET /exports/orders.csv` and `.xlsx`, passed on as they flow: nothing of a file is kept here. Roles and the log are the tower's. */
export function exportRoutes(deps: { readonly viewers: ViewerReader; readonly internalKey: InternalKey; readonly controlTower: URL }): {
  readonly routes: readonly Route[];
  readonly close: () => Promise<void>;
} {
  const pool = new Pool(deps.controlTower.origin, { connections: 8, bodyTimeout: SILENCE_MS, headersTimeout: SILENCE_MS });
  const passOn = async (request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> => {
    requireSameSite(request.headers);
    const viewer = await deps.viewers.read(readSessionCookie(request.headers));
    const left = new AbortController();
    response.on('close', () => left.abort());
    const answer = await pool.request({
      method: 'GET',
      path: `${url.pathname}${url.search}`,
      signal: left.signal,
      headers: {
        'x-hub-identity': signIdentity(deps.internalKey, {
          caller: 'gateway',
          actor: viewer.account,
          roles: viewer.roles,
          locale: viewer.locale,
        }),
      },
    });
    response.writeHead(answer.statusCode, { ...shown(answer.headers), 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
    await pipeline(answer.body, response);
  };
  const handler = async (request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> => {
    try {
      await passOn(request, response, url);
    } catch (error) {
      // The browser went away, or the file broke off: there is nobody, or nothing more, to answer.
      if (response.headersSent || response.destroyed) response.destroy();
      else answerRefusal(response, error);
    }
  };
  return {
    routes: [{ method: 'GET', path: '/exports/*', handler }],
    close: () => pool.destroy(),
  };
}

const passedHeaders = ['content-type', 'content-disposition', 'x-row-count'];

function shown(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  return Object.fromEntries(
    passedHeaders.flatMap((name) => {
      const value = headers[name];
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );
}
