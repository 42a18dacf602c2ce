import { endOnSignals } from '../../tools/start/ending.ts';
import { describeProblem } from '../../tools/start/problem.ts';
import { printProgress } from '../../tools/start/progress.ts';
import { startCleanSystem } from './clean-system.ts';
import { measureRun } from './measure-run.ts';
import { helpOf, parseLoadOptions } from './options.ts';
import { describeResult, writeReport } from './report.ts';
import type { Suite } from './suite.ts';

/** A suite from its command line to its report and exit code; ends the process. */
export async function runSuite(suite: Suite): Promise<never> {
  const ending = endOnSignals((text) => process.stdout.write(text));
  try {
    process.exitCode = await run(suite, ending);
  } catch (error) {
    process.stderr.write(describeProblem(error));
    process.exitCode = 1;
  }
  // The watch over signals and the parent would keep the process alive.
  process.exit();
}

async function run(suite: Suite, signal: AbortSignal): Promise<number> {
  const options = parseLoadOptions(suite, process.argv.slice(2));
  if (options.help) {
    process.stdout.write(helpOf(suite));
    return 0;
  }
  const progress = printProgress();
  const clean = await startCleanSystem(options, progress, signal);
  try {
    const result = await measureRun({ suite, options, clean, progress, signal });
    const paths = writeReport(result, options.outDir);
    process.stdout.write(`\n${describeResult(result)}\n${paths.json}\n${paths.page}\n`);
    return result.passed ? 0 : 1;
  } finally {
    await clean.end();
  }
}
