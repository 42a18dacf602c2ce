import { makeContracts, makeTypes } from '../start/parts/artefacts.ts';
import { describeProblem, reasonOf } from '../start/problem.ts';
import { checks, type Check } from './checks.ts';

const helpText = `Orderloom: checks that need no running system.

  npm run check               all of them
  npm run check -- lint types only these
  npm run check -- --help     this text

The checks: ${checks.map((check) => check.name).join(', ')}
`;

/** One check is run after another, and all of them even when one fails: a change is mended once, not once per rule. */
async function runChecks(chosen: readonly Check[]): Promise<readonly string[]> {
  const failed: string[] = [];
  for (const check of chosen) {
    const began = performance.now();
    const problem = await check.run().catch(reasonOf);
    const took = `${((performance.now() - began) / 1000).toFixed(1)} s`;
    process.stdout.write(`${problem === undefined ? '✓' : '✗'} ${check.name}: ${check.title} (${took})\n`);
    if (problem === undefined) continue;
    failed.push(check.name);
    process.stdout.write(`${problem.trim()}\n\n`);
  }
  return failed;
}

async function main(): Promise<number> {
  const args = process.argv.slice(2);
  if (args.includes('--help')) {
    process.stdout.write(helpText);
    return 0;
  }
  const chosen = args.length === 0 ? checks : checks.filter((check) => args.includes(check.name));
  if (chosen.length === 0) {
    process.stderr.write(helpText);
    return 1;
  }
  process.stdout.write(`contracts ${await makeContracts()}; GraphQL types ${await makeTypes()}\n`);
  const failed = await runChecks(chosen);
  process.stdout.write(
    failed.length === 0
      ? `all ${chosen.length} checks hold\n`
      : `${failed.length} of ${chosen.length} checks failed: ${failed.join(', ')}\n`,
  );
  return failed.length === 0 ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(describeProblem(error));
  process.exitCode = 1;
}
