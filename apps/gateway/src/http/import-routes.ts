import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { signIdentity, type InternalKey } from '@orderloom/rpc/identity';
import { sendJson, type Route } from '@orderloom/service-runtime';
import { Pool } from 'undici';
import type { Viewer } from '../application/ports.ts';
import type { ViewerReader } from '../application/read-viewer.ts';
import { RequestRefused } from '../domain/account-errors.ts';
import { answerRefusal } from './answer-refusal.ts';
import { requireSameSite } from './cross-site.ts';
import { readSessionCookie } from './session-cookie.ts';

const LARGEST_FILE = 512 * 1024 * 1024;
/** Between two blocks, not for the whole file: a slow line may take its time. */
const SILENCE_MS = 60_000;

/** `POST /imports` and `GET /imports/{id}/refused.csv`, passed on to their service as they flow: nothing of a file is kept here. */
export function importRoutes(deps: { readonly viewers: ViewerReader; readonly internalKey: InternalKey; readonly channelAdapter: URL }): {
  readonly routes: readonly Route[];
  readonly close: () => Promise<void>;
} {
  const pool = new Pool(deps.channelAdapter.origin, { connections: 8, bodyTimeout: SILENCE_MS, headersTimeout: SILENCE_MS });
  const allowed = async (request: IncomingMessage, response: ServerResponse, roles: readonly string[]): Promise<Viewer | undefined> => {
    const viewer = await deps.viewers.read(readSessionCookie(request.headers));
    if ([...roles, 'owner', 'admin'].some((role) => viewer.roles.some((own) => own === role))) return viewer;
    sendJson(response, 403, { code: 'NOT_ALLOWED', message: `This needs one of the roles ${roles.join(', ')}.` });
    return undefined;
  };
  const passOn = async (request: IncomingMessage, response: ServerResponse, path: string, viewer: Viewer): Promise<void> => {
    const name = request.headers['x-file-name'];
    const answer = await pool.request({
      method: request.method === 'POST' ? 'POST' : 'GET',
      path,
      ...(request.method === 'POST' ? { body: request } : {}),
      headers: {
        'x-hub-identity': signIdentity(deps.internalKey, {
          caller: 'gateway',
          actor: viewer.account,
          roles: viewer.roles,
          locale: viewer.locale,
        }),
        ...(request.method === 'POST' ? { 'content-type': 'application/octet-stream' } : {}),
        ...(typeof name === 'string' ? { 'x-file-name': name.slice(0, 1_000) } : {}),
      },
    });
    const { 'content-type': type, 'content-disposition': disposition } = answer.headers;
    response.writeHead(answer.statusCode, {
      'content-type': typeof type === 'string' ? type : 'application/json',
      ...(typeof disposition === 'string' ? { 'content-disposition': disposition } : {}),
      'cache-control': 'no-store',
    });
    await pipeline(answer.body, response);
  };
  return {
    routes: [
      {
        method: 'POST',
        path: '/imports',
        handler: async (request, response) => {
          try {
            requireSameSite(request.headers);
            const viewer = await allowed(request, response, ['operations']);
            if (viewer === undefined) return;
            if (Number(request.headers['content-length'] ?? 0) > LARGEST_FILE)
              throw new RequestRefused('BODY_TOO_LARGE', `A file may have ${LARGEST_FILE} bytes.`);
            await passOn(request, response, '/imports', viewer);
          } catch (error) {
            answerRefusal(response, error);
          }
        },
      },
      {
        method: 'GET',
        path: '/imports/*',
        handler: async (request, response, url) => {
          try {
            requireSameSite(request.headers);
            const viewer = await allowed(request, response, ['service', 'operations']);
            if (viewer !== undefined) await passOn(request, response, url.pathname, viewer);
          } catch (error) {
            answerRefusal(response, error);
          }
        },
      },
    ],
    close: () => pool.destroy(),
  };
}
