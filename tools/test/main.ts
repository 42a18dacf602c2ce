import { availableParallelism } from 'node:os';
import { makeContracts, makeSupergraph, makeTypes } from '../start/parts/artefacts.ts';
import { describeProblem } from '../start/problem.ts';
import { findNatsServer } from '../start/programs/nats-server.ts';
import { printProgress } from '../start/progress.ts';
import { addCounts, countsLine, nothingRun, type Counts } from './counts.ts';
import { runProject, type Project } from './run-project.ts';

const projects: readonly Project[] = ['unit', 'int', 'e2e'];

const helpText = `Orderloom: tests.

  npm test                      everything, in the order unit, int, e2e
  npm test -- unit int          only these projects
  npm test -- int apps/order    and only files whose path holds this text
`;

async function main(): Promise<number> {
  const args = process.argv.slice(2);
  if (args.includes('--help')) {
    process.stdout.write(helpText);
    return 0;
  }
  const named = projects.filter((project) => args.includes(project));
  const filters = args.filter((arg) => !projects.some((project) => project === arg));
  const progress = printProgress();
  await progress.step(
    'contracts',
    () => makeContracts(),
    (said) => said,
  );
  await progress.step(
    'supergraph',
    () => makeSupergraph(),
    (said) => said,
  );
  await progress.step(
    'GraphQL types',
    () => makeTypes(),
    (said) => said,
  );
  const nats = await progress.step(
    'nats-server',
    () => findNatsServer(progress),
    (found) => `${found.version} (${found.source})`,
  );
  const env = { ...process.env, NATS_SERVER_BIN: nats.path };

  let all: Counts = nothingRun;
  for (const project of named.length === 0 ? projects : named) {
    process.stdout.write(`\n=== ${project}\n`);
    all = addCounts(all, await runProject(project, { filters, env, workers: workersFor(project) }));
  }
  process.stdout.write(`\n${countsLine(all)}\n`);
  return all.failed === 0 && all.passed > 0 ? 0 : 1;
}

// The int specs each bring a Postgres and a NATS of their own; more than two at a time only make one another late.
function workersFor(project: Project): number {
  const cores = Math.max(1, availableParallelism());
  switch (project) {
    case 'unit':
      return cores;
    case 'int':
      return Math.min(2, cores);
    case 'e2e':
      return 1;
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(describeProblem(error));
  process.exitCode = 1;
}
