import { accessSync, chmodSync, chownSync, constants, cpSync, existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from '../programs/run.ts';
import { Problem } from '../problem.ts';

/** How to start the Postgres programs here. Postgres refuses to be started by root, whoever the caller is. */
export interface RunAs {
  /** The program and arguments that really are to be started. */
  readonly wrap: (program: string, args: readonly string[]) => { readonly command: string; readonly args: readonly string[] };
  /** Folder with `initdb` and `postgres` that the chosen user can reach. */
  readonly binDir: string;
  readonly description: string;
}

/**
 * As a plain user: oneself. As root: an unprivileged user of the machine when it can reach program and data, else a user
 * namespace in which root's files belong to an ordinary number. Neither makes a user account.
 */
export async function chooseRunAs(binDir: string, dataDir: string): Promise<RunAs> {
  mkdirSync(dataDir, { recursive: true });
  if (process.getuid?.() !== 0) {
    return { binDir, description: 'as this user', wrap: (program, args) => ({ command: join(binDir, program), args }) };
  }
  return (await byNamespace(binDir)) ?? (await byUser(binDir, dataDir));
}

async function byNamespace(binDir: string): Promise<RunAs | undefined> {
  const mapping = ['--user', '--map-user=1000', '--map-group=1000', '--'];
  const tried = await run('unshare', [...mapping, join(binDir, 'postgres'), '-V'], { deadlineMs: 10_000 });
  const asOther = await run('unshare', [...mapping, 'id', '-u'], { deadlineMs: 10_000 });
  if (tried.code !== 0 || asOther.output.trim() !== '1000') return undefined;
  return {
    binDir,
    description: 'in a user namespace, because Postgres refuses root',
    wrap: (program, args) => ({ command: 'unshare', args: [...mapping, join(binDir, program), ...args] }),
  };
}

async function byUser(binDir: string, dataDir: string): Promise<RunAs> {
  for (const user of ['postgres', 'nobody']) {
    const ids = await run('id', ['-u', user], { deadlineMs: 5_000 });
    const uid = Number(ids.output.trim());
    const gid = Number((await run('id', ['-g', user], { deadlineMs: 5_000 })).output.trim());
    if (ids.code !== 0 || !Number.isInteger(uid) || uid === 0) continue;
    const asUser = ['--reuid', String(uid), '--regid', String(gid), '--clear-groups', '--'];
    const programs = await reachable(asUser, binDir, dataDir);
    if (programs === undefined) continue;
    chownSync(dataDir, uid, gid);
    return {
      binDir: programs,
      description: `as the user ${user}, because Postgres refuses root`,
      wrap: (program, args) => ({ command: 'setpriv', args: [...asUser, join(programs, program), ...args] }),
    };
  }
  throw new Problem({
    what: 'Postgres cannot be started here',
    why: `it refuses to run as root, user namespaces are not allowed, and no unprivileged user can reach ${dataDir}`,
    remedy: 'run as an ordinary user, pass --data /var/tmp/orderloom, or set DATABASE_URL_BASE to a Postgres 18 of your own',
  });
}

// node_modules may lie under a home folder that others may not enter; then the user gets a copy beside the data.
async function reachable(asUser: readonly string[], binDir: string, dataDir: string): Promise<string | undefined> {
  if ((await run('setpriv', [...asUser, 'test', '-x', dataDir])).code !== 0) return undefined;
  if ((await run('setpriv', [...asUser, join(binDir, 'postgres'), '-V'])).code === 0) return binDir;
  const copy = join(dirname(dataDir), 'postgres-programs');
  if (!existsSync(join(copy, 'bin', 'postgres'))) cpSync(dirname(binDir), copy, { recursive: true, verbatimSymlinks: true });
  chmodSync(copy, 0o755);
  accessSync(join(copy, 'bin', 'postgres'), constants.X_OK);
  return (await run('setpriv', [...asUser, join(copy, 'bin', 'postgres'), '-V'])).code === 0 ? join(copy, 'bin') : undefined;
}
