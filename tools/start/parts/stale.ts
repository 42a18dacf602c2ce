import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** One hash over names and contents of all files that match. */
export function hashOfFiles(folder: string, patterns: readonly string[], more: readonly string[] = []): string {
  const hash = createHash('sha256');
  const files = globSync([...patterns], { cwd: folder, exclude: (name) => /(^|\/)(node_modules|\.next)$/.test(String(name)) });
  for (const file of files.map(String).toSorted()) {
    const path = join(folder, file);
    if (statSync(path).isFile()) hash.update(`${file}\0`).update(readFileSync(path)).update('\0');
  }
  for (const text of more) hash.update(`${text}\0`);
  return hash.digest('hex');
}

/** Does the work unless it was done for the same hash before; says which it was. */
export async function unlessDoneFor(hash: string, stampFile: string, work: () => Promise<void>): Promise<'done' | 'current'> {
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === hash) return 'current';
  await work();
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, hash);
  return 'done';
}
