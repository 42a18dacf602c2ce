import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { dyingWithUs, startChild, type Child } from './child.ts';
import { eventually } from './eventually.ts';
import { freePort } from './free-port.ts';
import { postgresPrograms, type PostgresPrograms } from './postgres-programs.ts';

/** A Postgres 18 of one test, for crashes; everything else shares the one of the run (`freshDatabase`). */
export type OwnPostgres = {
  /** Without a database: append `/name`. */
  readonly baseUrl: string;
  /** SIGKILL of the whole server: what was not flushed is lost. */
  readonly kill: () => Promise<void>;
  readonly start: () => Promise<void>;
  /** Stops it and removes its data. */
  readonly remove: () => Promise<void>;
};

/** Makes a cluster in a temporary folder and starts it on a free port. fsync and synchronous_commit are on. */
export async function ownPostgres(): Promise<OwnPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'orderloom-postgres-'));
  // initdb may run as another user, who must reach it.
  chmodSync(folder, 0o755);
  const dataDir = join(folder, 'data');
  const programs = postgresPrograms(folder);
  initialise(programs, dataDir);
  const port = await freePort();
  const baseUrl = `postgres://orderloom@127.0.0.1:${port}`;
  let child = await startServer({ programs, dataDir, port, baseUrl });

  const end = (signal: NodeJS.Signals): Promise<void> => child.end(signal);
  return {
    baseUrl,
    kill: () => end('SIGKILL'),
    start: async () => {
      await end('SIGINT');
      child = await startServer({ programs, dataDir, port, baseUrl });
    },
    remove: async () => {
      await end('SIGINT');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function initialise(programs: PostgresPrograms, dataDir: string): void {
  const [program = '', ...args] = [
    ...programs.prefix,
    join(programs.folder, 'initdb'),
    `--pgdata=${dataDir}`,
    '--username=orderloom',
    '--auth=trust',
    '--encoding=UTF8',
    '--locale=C',
    '--no-sync',
    '--no-instructions',
  ];
  const made = spawnSync(program, args, { encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr || made.stdout}`);
}

async function startServer(place: {
  readonly programs: PostgresPrograms;
  readonly dataDir: string;
  readonly port: number;
  readonly baseUrl: string;
}): Promise<Child> {
  const settings = [
    'listen_addresses=127.0.0.1',
    `port=${place.port}`,
    'unix_socket_directories=',
    'max_connections=300',
    'shared_buffers=64MB',
    'fsync=on',
    'synchronous_commit=on',
    'timezone=UTC',
  ];
  const server = [join(place.programs.folder, 'postgres'), '-D', place.dataDir, ...settings.flatMap((setting) => ['-c', setting])];
  const child = startChild([...place.programs.prefix, ...dyingWithUs(server, 'INT')]);
  await eventually(() => answers(place.baseUrl, child), { timeoutMs: 60_000, everyMs: 50 });
  return child;
}

async function answers(baseUrl: string, child: Child): Promise<void> {
  if (child.ended()) throw new Error(`Postgres ended: ${child.output()}`);
  const client = new Client({ connectionString: `${baseUrl}/postgres`, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
  } finally {
    await client.end().catch(() => undefined);
  }
}
