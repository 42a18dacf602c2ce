import { join, resolve } from 'node:path';
import { startCleanSystem, type CleanSystemOptions } from '../../../load-tests/runner/clean-system.ts';
import { endOnSignals } from '../../start/ending.ts';
import { root } from '../../start/paths.ts';
import { describeProblem } from '../../start/problem.ts';
import { printProgress, type Progress } from '../../start/progress.ts';
import type { System } from '../../start/system.ts';

export interface BenchRun {
  readonly system: System;
  readonly dataDir: string;
  readonly progress: Progress;
  /** Aborted when the bench is to end early. */
  readonly signal: AbortSignal;
}

/** Measures on an empty hub of this bench's own and ends it. A program that died under way, like any failure, is told and gives the process the code 1. Ends the process. */
export async function onCleanSystem(
  { data, ...wish }: { readonly data: string } & Partial<CleanSystemOptions> & Pick<CleanSystemOptions, 'portOffset'>,
  measure: (run: BenchRun) => Promise<void>,
): Promise<never> {
  const signal = endOnSignals((text) => process.stdout.write(text));
  try {
    const progress = printProgress();
    const dataDir = resolve(root, data);
    const clean = await startCleanSystem({ commandCenter: false, keepData: false, ...wish, dataDir }, progress, signal);
    try {
      await measure({ system: clean.system, dataDir, progress, signal });
      if (clean.deaths.length > 0) throw new Error(`died under way: ${clean.deaths.join(', ')} (${join(dataDir, 'logs')})`);
    } finally {
      await clean.end();
    }
  } catch (error) {
    process.stderr.write(describeProblem(error));
    process.exitCode = 1;
  }
  process.exit();
}

/** The first process of each program that counts, for the CPU that it uses. */
export function pidsOf(system: System, counts: (app: string) => boolean = () => true): ReadonlyMap<string, number> {
  return new Map(
    system.running().flatMap((app) => {
      const pid = system.pid(app);
      return pid === undefined || !counts(app) ? [] : [[app, pid] as const];
    }),
  );
}
