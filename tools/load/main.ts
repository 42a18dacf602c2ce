import { makeContracts, makeSupergraph } from '../start/parts/artefacts.ts';
import { fromRoot } from '../start/paths.ts';
import { describeProblem } from '../start/problem.ts';
import { findK6 } from '../start/programs/k6.ts';
import { findNatsServer } from '../start/programs/nats-server.ts';
import { printProgress } from '../start/progress.ts';
import { chooseSuite, folderSuites, helpOf, runSuite } from '../start/suites.ts';

// A suite is load-tests/<suite>/run.ts: it starts the system, lets k6 (K6_BIN) drive it, and checks the business truth after.
const kind = folderSuites('npm run load', fromRoot('load-tests'));

async function main(): Promise<number> {
  const args = process.argv.slice(2);
  const chosen = chooseSuite(kind, args);
  if (chosen === undefined) {
    process.stdout.write(helpOf(kind));
    return args.length === 0 || args.includes('--help') ? 0 : 1;
  }
  const progress = printProgress();
  await makeContracts();
  await makeSupergraph();
  const nats = await findNatsServer(progress);
  const k6 = await progress.step(
    'k6 (the first time it may be built: about two minutes)',
    () => findK6(progress),
    (found) => `${found.version} (${found.source})`,
  );
  return runSuite(kind, chosen.suite, chosen.rest, { NATS_SERVER_BIN: nats.path, K6_BIN: k6.path });
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(describeProblem(error));
  process.exitCode = 1;
}
