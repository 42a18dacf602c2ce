import { DomainError } from '@orderloom/domain-kernel';
import { inTransaction } from '@orderloom/outbox';
import { identityHeader, verifyIdentity } from '@orderloom/rpc/identity';
import { sendJson, type Route } from '@orderloom/service-runtime';
import { hasRole, type Viewer } from '@orderloom/subgraph';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { Pool } from 'pg';
import { createTurns, exportedRows, requireFits, MOST_EXPORTED } from '../application/export-orders.ts';
import { readFilter, type FilterDeps } from '../application/order-filter.ts';
import { recordAct, type ActDeps } from '../application/record-act.ts';
import { wantedColumns } from '../domain/export-columns.ts';
import { noteTrouble } from '../domain/note-text.ts';
import type { GateThresholds } from '../domain/thresholds.ts';
import { countUpTo } from '../persistence/order-list/totals.ts';
import { pagesOf } from '../persistence/order-list/pages.ts';
import { fileOf, type ExportFormat } from './files.ts';
import { flatFilter, sortOf } from './flat-query.ts';

export interface ExportDoorDeps extends ActDeps, Omit<FilterDeps, 'now'> {
  readonly pool: Pool;
  readonly internalKey: Buffer;
  readonly thresholds: () => GateThresholds;
}

const types: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};
/** Who may take rows away; others see them on the screen. */
const roles = ['operations', 'service', 'finance', 'supply', 'warehouse'];
const statusOf: Readonly<Record<string, number>> = { EXPORT_RUNS: 409, EXPORT_TOO_LARGE: 422, BAD_FILTER: 400 };

/** `GET /exports/orders.csv` and `.xlsx`: the rows of a list as a file. The gateway vouches for the person. */
export function exportDoor(deps: ExportDoorDeps): readonly Route[] {
  const turns = createTurns();
  const door =
    (format: ExportFormat) =>
    async (request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> => {
      const viewer = viewerIn(request, deps.internalKey);
      if (viewer === undefined) return sendJson(response, 401, { code: 'NO_IDENTITY', message: 'Sign in first.' });
      if (!hasRole(viewer, ...roles))
        return sendJson(response, 403, { code: 'NOT_ALLOWED', message: 'This account may not export orders.' });
      try {
        const end = turns.take(viewer.account);
        await exportFile(deps, { format, viewer, query: url.searchParams }, response).finally(end);
      } catch (error) {
        if (!(error instanceof DomainError) || response.headersSent) throw error;
        sendJson(response, statusOf[error.code] ?? 400, { code: error.code, message: error.message, most: MOST_EXPORTED });
      }
    };
  return (['csv', 'xlsx'] as const).map((format) => ({ method: 'GET', path: `/exports/orders.${format}`, handler: door(format) }));
}

async function exportFile(
  deps: ExportDoorDeps,
  wish: { readonly format: ExportFormat; readonly viewer: Viewer; readonly query: URLSearchParams },
  response: ServerResponse,
): Promise<void> {
  const { format, viewer, query } = wish;
  const now = deps.now();
  const filter = await readFilter({ ...deps, now }, flatFilter(query));
  const sort = sortOf(query);
  const count = await countUpTo(deps.pool, filter, now, MOST_EXPORTED + 1);
  requireFits(count);
  const columns = wantedColumns((query.get('columns') ?? '').split(','));
  const encoding = query.get('encoding') === 'gb18030' ? 'gb18030' : 'utf-8';
  // What was searched for may be a phone: the log keeps that there was a search, never the words.
  const shown = new URLSearchParams([...query].map(([name, value]) => [name, name === 'search' ? '***' : value.slice(0, 300)]));
  shown.delete('reason');
  const reason = reasonIn(query);
  const details = { format, rows: String(count), filter: shown.toString().slice(0, 2_000), ...(reason === '' ? {} : { reason }) };
  // Nothing leaves before it is on record.
  await inTransaction(deps.pool, (tx) =>
    recordAct(deps, tx, { actor: viewer.account, deed: 'orders.export', subjectKind: 'export', subjectId: format, details }),
  );
  const day = new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replaceAll(/\D/g, '');
  response.writeHead(200, {
    'content-type': format === 'csv' ? `${types.csv}; charset=${encoding}` : types.xlsx,
    'content-disposition': `attachment; filename="orders-${day}.${format}"`,
    'cache-control': 'no-store',
    'x-row-count': String(count),
  });
  const rows = exportedRows(pagesOf(deps.pool, { filter, sort, now }), columns, { thresholds: deps.thresholds(), now });
  const language = (query.get('language') ?? viewer.locale).startsWith('en') ? 'en' : 'zh';
  await pipeline(fileOf(rows, { format, encoding, columns, language }), response).catch((error: unknown) => {
    // The reader went away in the middle: nothing is wrong here.
    if (!response.destroyed) throw error;
  });
}

/** Why the rows are taken away, as the person wrote it; words with personal data in them are not kept. */
function reasonIn(query: URLSearchParams): string {
  const reason = (query.get('reason') ?? '').trim();
  return noteTrouble(reason) === undefined ? reason : '';
}

/** The person whom the gateway vouches for. */
export function viewerIn(request: IncomingMessage, internalKey: Buffer): Viewer | undefined {
  const header = request.headers[identityHeader];
  const identity = verifyIdentity(internalKey, typeof header === 'string' ? header : undefined);
  if (identity?.actor === undefined) return undefined;
  return { account: identity.actor, roles: identity.roles ?? [], locale: identity.locale ?? 'zh-CN' };
}
