import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { describeProblem } from '../start/problem.ts';
import { composeSupergraph, readSubgraphs, supergraphFile } from './compose.ts';
import { partnerFields, partnerFieldsFile } from './partner-fields.ts';

// Without an option the committed files are brought up to date; with --check a difference is a failure.
function main(): number {
  const subgraphs = readSubgraphs();
  if (subgraphs.length === 0) {
    process.stdout.write('no subgraphs\n');
    return 0;
  }
  const files = [
    { path: supergraphFile, name: 'apps/gateway/supergraph.graphql', text: composeSupergraph(subgraphs) },
    { path: partnerFieldsFile, name: 'apps/gateway/partner-fields.json', text: partnerFields(subgraphs) },
  ];
  const stale = files.filter(({ path, text }) => text !== (existsSync(path) ? readFileSync(path, 'utf8') : ''));
  if (stale.length === 0) {
    process.stdout.write(`current, ${subgraphs.length} subgraphs\n`);
    return 0;
  }
  if (process.argv.includes('--check')) {
    for (const { name } of stale)
      process.stderr.write(`${name} does not match the subgraphs: run \`node tools/compose-supergraph/main.ts\` and commit it\n`);
    return 1;
  }
  for (const { path, text } of stale) {
    writeFileSync(`${path}.new`, text);
    renameSync(`${path}.new`, path);
  }
  process.stdout.write(`composed from ${subgraphs.length} subgraphs\n`);
  return 0;
}

try {
  process.exitCode = main();
} catch (error) {
  process.stderr.write(describeProblem(error));
  process.exitCode = 1;
}
