import { repeat, type Repeated } from '@orderloom/service-runtime';
import { FileRefused } from '../../order-files/file-refused.ts';
import { importFile } from './import-file.ts';
import { inspectFile } from './inspect-file.ts';
import type { HistoryDeps, ImportJob } from './ports.ts';
import { undoImport } from './undo-import.ts';

const LOOK_EVERY_MS = 2_000;

/** Works imports off, one at a time, and takes up again what a stop interrupted. */
export function createImportWorker(deps: HistoryDeps): { start(): void; stop(): Promise<void>; wake(): void } {
  let stopped = false;
  let turns: Repeated | undefined;
  let cleared = false;
  const work = async (): Promise<void> => {
    // Whoever was sending when the service stopped has been told so by the broken line.
    if (!cleared) await deps.jobs.failUnreceived();
    cleared = true;
    // What fails stays for the next turn, and the imports behind it do not wait for it.
    const failed: string[] = [];
    for (;;) {
      const job = stopped ? undefined : await deps.jobs.nextWork(failed);
      if (job === undefined) return;
      try {
        await workOff(deps, job, () => stopped);
      } catch (error) {
        failed.push(job.id);
        deps.log.warn({ err: error, importId: job.id }, 'import work');
      }
    }
  };
  return {
    start: () => {
      turns ??= repeat(LOOK_EVERY_MS, work, (error) => deps.log.warn({ err: error }, 'import work'));
    },
    wake: () => turns?.wake(),
    stop: async () => {
      stopped = true;
      await turns?.stop();
    },
  };
}

async function workOff(deps: HistoryDeps, job: ImportJob, stopped: () => boolean): Promise<void> {
  const began = performance.now();
  try {
    if (job.state === 'INSPECTING') await inspectFile(deps, job, stopped);
    if (job.state === 'IMPORTING' && job.plan !== undefined) await importFile(deps, job, job.plan, stopped);
    if (job.state === 'UNDOING') await undoImport(deps, job);
    deps.log.info({ importId: job.id, work: job.state, seconds: Math.round((performance.now() - began) / 100) / 10 }, 'import worked');
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    deps.log.info({ importId: job.id, reason: error.reason }, 'file refused');
    await deps.jobs.fail(job.id, error.reason);
  }
}
