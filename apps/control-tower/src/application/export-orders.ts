import { DomainError } from '@orderloom/domain-kernel';
import { rowView } from '../domain/order-row.ts';
import type { ExportColumn } from '../domain/export-columns.ts';
import type { GateThresholds } from '../domain/thresholds.ts';
import type { TwinState } from '../domain/twin-state.ts';

/** The most rows of one file; a table program takes little more than a million. */
export const MOST_EXPORTED = 500_000;

type RefusalCode = 'EXPORT_RUNS' | 'EXPORT_TOO_LARGE' | 'BAD_FILTER';

export class ExportRefused extends DomainError {
  readonly code: RefusalCode;

  constructor(code: RefusalCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** One export of an account at a time: each holds a snapshot of the database open. */
export function createTurns(): { take(account: string): () => void } {
  const running = new Set<string>();
  return {
    take: (account) => {
      if (running.has(account)) throw new ExportRefused('EXPORT_RUNS', 'An export of yours is still running; wait for it or cancel it.');
      running.add(account);
      return () => void running.delete(account);
    },
  };
}

export function requireFits(count: number): void {
  if (count > MOST_EXPORTED) {
    throw new ExportRefused('EXPORT_TOO_LARGE', `An export has at most ${MOST_EXPORTED} rows; narrow the filter, for example by date.`);
  }
}

/** Rows as columns, computed page by page: the memory is that of one page. */
export async function* exportedRows(
  pages: AsyncIterable<readonly { readonly state: TwinState }[]>,
  columns: readonly ExportColumn[],
  context: { readonly thresholds: GateThresholds; readonly now: Date },
): AsyncIterable<readonly (string | number)[]> {
  const now = context.now.getTime();
  for await (const page of pages) {
    for (const { state } of page) {
      const row = { state, view: rowView(state, context.thresholds, now) };
      yield columns.map((column) => column.value(row, now));
    }
  }
}
