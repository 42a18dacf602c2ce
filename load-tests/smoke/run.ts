import { endOnSignals } from '../../tools/start/ending.ts';
import { describeProblem } from '../../tools/start/problem.ts';
import { printProgress } from '../../tools/start/progress.ts';
import { startCleanSystem } from '../runner/clean-system.ts';
import { measureRun } from '../runner/measure-run.ts';
import { helpOf, parseLoadOptions } from '../runner/options.ts';
import { describeResult, writeReport } from '../runner/report.ts';

const suite = 'smoke';
const ending = endOnSignals((text) => process.stdout.write(text));

async function main(): Promise<number> {
  const options = parseLoadOptions(process.argv.slice(2));
  if (options.help) {
    process.stdout.write(helpOf(suite));
    return 0;
  }
  const progress = printProgress();
  const clean = await startCleanSystem(options, progress, ending);
  try {
    const result = await measureRun({ suite, options, clean, progress, signal: ending });
    const paths = writeReport(result, options.outDir);
    process.stdout.write(`\n${describeResult(result)}\n${paths.json}\n${paths.page}\n`);
    return result.passed ? 0 : 1;
  } finally {
    await clean.end();
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(describeProblem(error));
  process.exitCode = 1;
}
// The watch over signals and the parent would keep the process alive.
process.exit();
