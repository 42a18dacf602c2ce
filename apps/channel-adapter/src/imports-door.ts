import { sendJson, type Route } from '@orderloom/service-runtime';
import { verifyIdentity } from '@orderloom/rpc/identity';
import { hasRole, type Viewer } from '@orderloom/subgraph';
import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { HistoryDeps } from './application/history/ports.ts';
import { FileTooLarge, receiveFile } from './application/history/receive-file.ts';
import { refusedCsv } from './application/history/refused-csv.ts';

export interface ImportsDoorDeps {
  readonly history: HistoryDeps;
  readonly internalKey: Buffer;
  readonly onReceived: () => void;
}

/** `POST /imports` takes a file in; `GET /imports/{id}/refused.csv` gives its refused rows out. The gateway vouches for the person. */
export function importsDoor(deps: ImportsDoorDeps): readonly Route[] {
  const { history } = deps;
  const viewerIn = (request: IncomingMessage): Viewer | undefined => {
    const header = request.headers['x-hub-identity'];
    const identity = verifyIdentity(deps.internalKey, typeof header === 'string' ? header : undefined);
    if (identity?.actor === undefined) return undefined;
    return { account: identity.actor, roles: identity.roles ?? [], locale: identity.locale ?? 'zh-CN' };
  };
  return [
    {
      method: 'POST',
      path: '/imports',
      handler: async (request, response) => {
        const viewer = viewerIn(request);
        if (viewer === undefined) return sendJson(response, 401, { code: 'NO_IDENTITY' });
        if (!hasRole(viewer, 'operations')) return sendJson(response, 403, { code: 'NOT_ALLOWED' });
        try {
          const id = await receiveFile(history, { name: fileName(request), by: viewer.account, bytes: request as AsyncIterable<Buffer> });
          deps.onReceived();
          sendJson(response, 201, { id });
        } catch (error) {
          if (!(error instanceof FileTooLarge)) throw error;
          sendJson(response, 413, { code: 'BODY_TOO_LARGE' });
        }
      },
    },
    {
      method: 'GET',
      path: '/imports/*',
      handler: async (request, response, url) => {
        const [, , id = '', name] = url.pathname.split('/');
        const viewer = viewerIn(request);
        if (viewer === undefined) return sendJson(response, 401, { code: 'NO_IDENTITY' });
        // The rows hold what recipients are called and where they live: for those who may reveal it.
        if (!hasRole(viewer, 'service', 'operations')) return sendJson(response, 403, { code: 'NOT_ALLOWED' });
        const job = await history.jobs.read(id);
        if (job === undefined || name !== 'refused.csv') return sendJson(response, 404, { code: 'NOT_FOUND' });
        response.writeHead(200, {
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': `attachment; filename="refused-${id}.csv"`,
          'cache-control': 'no-store',
        });
        await pipeline(Readable.from(refusedCsv(history, job, viewer.account)), response);
      },
    },
  ];
}

/** Sellers name files in Chinese, so the name comes percent-encoded. */
function fileName(request: IncomingMessage): string {
  const header = request.headers['x-file-name'];
  try {
    return decodeURIComponent(typeof header === 'string' ? header : '')
      .replaceAll(/[\p{Cc}/\\]/gu, '')
      .slice(-120);
  } catch {
    return '';
  }
}
