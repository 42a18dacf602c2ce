import { accessSync, constants, chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fromRoot } from '../paths.ts';
import { run } from './run.ts';
import type { FoundProgram } from './ladder.ts';

/** The user's cache folder of this project; the data folder of the repository where the user has no home to write to. */
export function cacheDir(env: NodeJS.ProcessEnv = process.env): string {
  const base = env['XDG_CACHE_HOME'] ?? (process.platform === 'darwin' ? join(homedir(), 'Library', 'Caches') : join(homedir(), '.cache'));
  for (const candidate of [join(base, 'orderloom'), fromRoot('.data', 'cache')]) {
    try {
      mkdirSync(candidate, { recursive: true });
      accessSync(candidate, constants.W_OK);
      return candidate;
    } catch {
      continue;
    }
  }
  throw new Error(`neither ${base} nor ${fromRoot('.data')} can be written to`);
}

export function cachedPath(name: string, version: string): string {
  return join(cacheDir(), `${name}-${version}`, name);
}

/** Lets `make` put a program into a temporary folder, and moves it into the cache in one step so that nobody sees half a file. */
export async function keepInCache(name: string, version: string, make: (folder: string) => Promise<string>): Promise<string> {
  const folder = mkdtempSync(join(cacheDir(), `.${name}-`));
  try {
    const made = await make(folder);
    const kept = cachedPath(name, version);
    mkdirSync(join(kept, '..'), { recursive: true });
    chmodSync(made, 0o755);
    renameSync(made, kept);
    return kept;
  } finally {
    // Go makes its folders read-only.
    await run('chmod', ['-R', 'u+w', folder]);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Asks a program for its version; undefined when it is missing or does not run here. */
export async function askVersion(path: string, args: readonly string[], source: string): Promise<FoundProgram | undefined> {
  const said = await run(path, args, { deadlineMs: 10_000 });
  const version = /v?(\d+\.\d+\.\d+)/.exec(said.output)?.[1];
  return said.code === 0 && version !== undefined ? { path, version, source } : undefined;
}
