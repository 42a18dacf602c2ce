import { createSeal } from '@orderloom/raw-archive';
import { createImportWorker } from './application/history/import-worker.ts';
import type { HistoryDeps } from './application/history/ports.ts';
import { createHistoryOrders } from './persistence/history-orders.ts';
import { createImportJobs } from './persistence/import-jobs.ts';

/** The import of past orders (ING-16), put together. */
export function composeHistory(
  parts: Omit<HistoryDeps, 'jobs' | 'orders' | 'sealBlock' | 'openBlock' | 'sealCells' | 'openCells'> & { readonly masterKey: Buffer },
): {
  readonly deps: HistoryDeps;
  readonly worker: ReturnType<typeof createImportWorker>;
} {
  const { masterKey, ...rest } = parts;
  const seal = createSeal(masterKey, 'import-refusal:1');
  const blocks = createSeal(masterKey, 'import-block:1');
  const deps: HistoryDeps = {
    ...rest,
    jobs: createImportJobs(parts.pool),
    orders: createHistoryOrders(parts.pool),
    sealBlock: blocks.close,
    openBlock: blocks.open,
    sealCells: (cells, context) => seal.close(Buffer.from(JSON.stringify(cells)), context),
    openCells: (sealed, context) => {
      const cells: unknown = JSON.parse(seal.open(sealed, context).toString('utf8'));
      return Array.isArray(cells) ? cells.map(String) : [];
    },
  };
  return { deps, worker: createImportWorker(deps) };
}
