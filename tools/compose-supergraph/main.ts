import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { describeProblem } from '../start/problem.ts';
import { composeSupergraph, readSubgraphs, supergraphFile } from './compose.ts';

// Without an option the committed file is brought up to date; with --check a difference is a failure.
function main(): number {
  const subgraphs = readSubgraphs();
  if (subgraphs.length === 0) {
    process.stdout.write('no subgraphs\n');
    return 0;
  }
  const composed = composeSupergraph(subgraphs);
  const committed = existsSync(supergraphFile) ? readFileSync(supergraphFile, 'utf8') : '';
  if (composed === committed) {
    process.stdout.write(`current, ${subgraphs.length} subgraphs\n`);
    return 0;
  }
  if (process.argv.includes('--check')) {
    process.stderr.write(
      'apps/gateway/supergraph.graphql does not match the subgraphs: run `node tools/compose-supergraph/main.ts` and commit it\n',
    );
    return 1;
  }
  writeFileSync(`${supergraphFile}.new`, composed);
  renameSync(`${supergraphFile}.new`, supergraphFile);
  process.stdout.write(`composed from ${subgraphs.length} subgraphs\n`);
  return 0;
}

try {
  process.exitCode = main();
} catch (error) {
  process.stderr.write(describeProblem(error));
  process.exitCode = 1;
}
