import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { hashOfFiles, unlessDoneFor } from '../start/parts/stale.ts';
import { fromRoot } from '../start/paths.ts';
import { describeProblem, Problem } from '../start/problem.ts';
import { run } from '../start/programs/run.ts';

// Every app that has a codegen.ts gets the types of its documents made from the supergraph into src/gql, unless they are current.
async function generateFor(app: string): Promise<'done' | 'current'> {
  const folder = fromRoot('apps', app);
  const supergraph = hashOfFiles(fromRoot('apps', 'gateway'), ['supergraph.graphql']);
  const hash = hashOfFiles(folder, ['codegen.ts', 'src/**/*.graphql'], [supergraph]);
  return unlessDoneFor(hash, join(folder, 'src', 'gql', '.inputs'), async () => {
    const made = await run(process.execPath, [join(folder, 'codegen.ts')], { cwd: folder, deadlineMs: 180_000 });
    if (made.code === 0) return;
    throw new Problem({
      what: `the GraphQL types of ${app} were not made`,
      why: made.output.trim(),
      remedy: `mend its documents or apps/${app}/codegen.ts`,
    });
  });
}

try {
  if (!existsSync(fromRoot('apps', 'gateway', 'supergraph.graphql'))) process.stdout.write('no supergraph yet\n');
  else {
    const apps = globSync('apps/*/codegen.ts', { cwd: fromRoot() }).map((file) => file.split('/')[1] ?? '');
    const said: string[] = [];
    for (const app of apps) said.push(`${app} ${await generateFor(app)}`);
    process.stdout.write(`${said.join(', ')}\n`);
  }
} catch (error) {
  process.stderr.write(describeProblem(error));
  process.exitCode = 1;
}
