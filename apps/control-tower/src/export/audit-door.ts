import { inTransaction } from '@orderloom/outbox';
import { sendJson, type Route } from '@orderloom/service-runtime';
import { hasRole } from '@orderloom/subgraph';
import { stringify } from 'csv-stringify';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Pool } from 'pg';
import { recordAct, type ActDeps } from '../application/record-act.ts';
import { listAudit, type AuditFilter, type AuditRow } from '../persistence/audit-list.ts';
import { viewerIn } from './export-door.ts';

const ROLES = ['operations', 'service', 'finance', 'supply', 'warehouse'];
const PAGE = 1_000;
const COLUMNS = ['position', 'actedAt', 'actorKind', 'actor', 'deed', 'subjectKind', 'subjectId', 'orderId', 'source', 'details'];

/** `GET /exports/audit.csv`: the acts of a search as a file, latest first; taking them away is an act of its own. */
export function auditDoor(deps: ActDeps & { readonly pool: Pool; readonly internalKey: Buffer }): Route {
  return {
    method: 'GET',
    path: '/exports/audit.csv',
    handler: async (request, response, url) => {
      const viewer = viewerIn(request, deps.internalKey);
      if (viewer === undefined) return sendJson(response, 401, { code: 'NO_IDENTITY', message: 'Sign in first.' });
      if (!hasRole(viewer, ...ROLES))
        return sendJson(response, 403, { code: 'NOT_ALLOWED', message: 'This account may not export the log.' });
      const filter = filterIn(url.searchParams);
      await inTransaction(deps.pool, (tx) =>
        recordAct(deps, tx, {
          actor: viewer.account,
          deed: 'audit.export',
          subjectKind: 'export',
          subjectId: 'csv',
          details: { filter: url.searchParams.toString().slice(0, 500) },
        }),
      );
      response.writeHead(200, {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': 'attachment; filename="audit.csv"',
        'cache-control': 'no-store',
      });
      const csv = stringify({
        bom: true,
        header: true,
        columns: COLUMNS.map((key) => ({ key })),
        escape_formulas: true,
        record_delimiter: 'windows',
      });
      await pipeline(Readable.from(actsOf(deps.pool, filter)), csv, response).catch((error: unknown) => {
        // The reader went away in the middle: nothing is wrong here.
        if (!response.destroyed) throw error;
      });
    },
  };
}

async function* actsOf(pool: Pool, filter: AuditFilter): AsyncGenerator<object> {
  let after: string | undefined;
  for (;;) {
    const rows = await listAudit(pool, { filter, limit: PAGE, after });
    yield* rows.map(lineOf);
    after = rows.at(-1)?.position;
    if (after === undefined || rows.length < PAGE) return;
  }
}

function lineOf(row: AuditRow): object {
  const details = Object.entries(row.details).map(([name, value]) => `${name}=${value}`);
  return { ...row, actedAt: row.actedAt.toISOString(), details: details.join('; ') };
}

function filterIn(query: URLSearchParams): AuditFilter {
  const text = (name: string): string | undefined => query.get(name) ?? undefined;
  const moment = (name: string): Date | undefined => {
    const at = new Date(query.get(name) ?? '');
    return Number.isNaN(at.getTime()) ? undefined : at;
  };
  const asked = {
    orderId: text('orderId'),
    actor: text('actor'),
    actorKind: text('actorKind'),
    deeds: text('deeds')?.split(','),
    from: moment('from'),
    until: moment('until'),
  };
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
}
