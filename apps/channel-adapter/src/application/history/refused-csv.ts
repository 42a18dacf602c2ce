import { inTransaction } from '@orderloom/outbox';
import { auditEvent } from '../audit.ts';
import type { HistoryDeps, ImportJob } from './ports.ts';

const PAGE = 500;

/** The refused rows of an import with their reasons, as CSV that a spreadsheet opens; written into the audit log before the first byte. */
export async function* refusedCsv(deps: HistoryDeps, job: ImportJob, account: string): AsyncGenerator<string> {
  await inTransaction(deps.pool, (tx) =>
    deps.outbox.append(tx, [
      auditEvent({
        actor: account,
        actorKind: 'PERSON',
        deed: 'history-refused-rows-downloaded',
        subjectKind: 'import',
        subjectId: job.id,
        details: { rows: String(job.refused) },
        now: deps.now(),
      }),
    ]),
  );
  const headers = job.inspection?.columns.map((column) => column.header) ?? [];
  yield `\uFEFF${['row', 'reason', 'column', ...headers].map(csvCell).join(',')}\r\n`;
  for (let after = 0; ;) {
    const rows = await deps.jobs.refusals(job.id, after, PAGE);
    for (const row of rows) {
      const cells = deps.openCells(row.sealed, `${job.id}/${row.rowNo}`);
      yield `${[String(row.rowNo), row.reason, row.header, ...cells].map(csvCell).join(',')}\r\n`;
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    after = last.rowNo;
  }
}

/** Nothing in a cell may run as a formula on the desk of whoever opens the file. */
function csvCell(value: string): string {
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return `"${harmless.replaceAll('"', '""')}"`;
}
