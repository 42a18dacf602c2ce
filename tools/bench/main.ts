import { makeContracts } from '../start/parts/artefacts.ts';
import { describeProblem } from '../start/problem.ts';
import { findNatsServer } from '../start/programs/nats-server.ts';
import { printProgress } from '../start/progress.ts';
import { chooseSuite, helpOf, moduleSuites, runSuite } from '../start/suites.ts';

// A suite is a file beside this one; it prints its figures and writes them as JSON with machine, commit and date.
const kind = moduleSuites('npm run bench', import.meta.dirname);

async function main(): Promise<number> {
  const args = process.argv.slice(2);
  const chosen = chooseSuite(kind, args);
  if (chosen === undefined) {
    process.stdout.write(helpOf(kind));
    return args.length === 0 || args.includes('--help') ? 0 : 1;
  }
  await makeContracts();
  const nats = await findNatsServer(printProgress());
  return runSuite(kind, chosen.suite, chosen.rest, { NATS_SERVER_BIN: nats.path });
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(describeProblem(error));
  process.exitCode = 1;
}
