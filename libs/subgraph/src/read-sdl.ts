import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** SDL of a subgraph: every `.graphql` file of its `graphql/` folder as one text, by name. Throws when the folder has none. */
export function readSdl(folder: URL | string): string {
  const path = typeof folder === 'string' ? folder : fileURLToPath(folder);
  const files = globSync('*.graphql', { cwd: path }).toSorted();
  if (files.length === 0) throw new Error(`no .graphql file in ${path}`);
  return files.map((file) => readFileSync(join(path, file), 'utf8')).join('\n');
}
