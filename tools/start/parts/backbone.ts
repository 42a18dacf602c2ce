import { join } from 'node:path';
import { takenPorts, type Addresses } from '../addresses.ts';
import { Problem } from '../problem.ts';
import type { Progress } from '../progress.ts';
import { findNatsServer } from '../programs/nats-server.ts';
import type { ProgramToRun } from '../processes/supervised.ts';
import { prepareNats, waitForNats, type NatsPlace } from './nats.ts';
import { createDatabases, embeddedUrl, preparePostgres, waitForPostgres } from './postgres.ts';
import type { Secrets } from './secrets.ts';
import { databaseName, databaseVariable, hubServices } from './services.ts';

export interface Backbone {
  readonly databaseBase: string | undefined;
  readonly natsUrl: string;
}

export interface BackboneOptions {
  readonly dataDir: string;
  readonly addresses: Addresses;
  readonly secrets: Secrets;
  readonly env: NodeJS.ProcessEnv;
  readonly wanted: readonly string[];
  readonly logFile: (app: string) => string;
  readonly launch: (program: ProgramToRun) => Promise<unknown>;
  readonly progress: Progress;
  readonly signal: AbortSignal | undefined;
}

/** The record and the broker: ours, or the caller's by environment variable. Both are ready when this returns. */
export async function makeBackbone(options: BackboneOptions): Promise<Backbone> {
  const [databaseBase, natsUrl] = await Promise.all([makePostgres(options), makeNats(options)]);
  return { databaseBase, natsUrl };
}

async function makePostgres(options: BackboneOptions): Promise<string | undefined> {
  const { addresses, env, progress } = options;
  const external = env['DATABASE_URL_BASE'];
  const withoutOwn = options.wanted.filter((app) => hubServices.includes(app) && env[databaseVariable(app)] === undefined);
  const names = withoutOwn.map(databaseName);
  if (external !== undefined) {
    await progress.step('databases on your Postgres', () => createDatabases(external, names), describeMade);
    return external;
  }
  if (allExternal(options.wanted, env)) return undefined;
  const place = {
    host: addresses.host,
    port: addresses.port('postgres', 'tcp'),
    dataDir: join(options.dataDir, 'postgres'),
    logFile: options.logFile('postgres'),
    password: options.secrets.databasePassword,
    preload: env['HUB_POSTGRES_PRELOAD'] ?? '',
  };
  const baseUrl = embeddedUrl(place);
  return progress.step('Postgres 18', async () => {
    await options.launch(await preparePostgres(place));
    await waitForPostgres(baseUrl, place.logFile, { signal: options.signal });
    await createDatabases(baseUrl, names);
    return baseUrl;
  });
}

async function makeNats(options: BackboneOptions): Promise<string> {
  const { addresses, env, progress } = options;
  if (env['NATS_URL'] !== undefined) return env['NATS_URL'];
  const server = await progress.step(
    'nats-server',
    () => findNatsServer(progress),
    (found) => `${found.version} (${found.source})`,
  );
  const place: NatsPlace = {
    host: addresses.host,
    port: addresses.port('nats', 'tcp'),
    monitorPort: addresses.port('nats', 'monitor'),
    storeDir: join(options.dataDir, 'nats'),
    configFile: join(options.dataDir, 'nats-server.conf'),
    logFile: options.logFile('nats'),
  };
  return progress.step('NATS with JetStream', async () => {
    await options.launch(prepareNats(server.path, place));
    await waitForNats(place, { signal: options.signal });
    return `nats://${place.host}:${place.port}`;
  });
}

function describeMade(made: readonly string[]): string {
  return made.length === 0 ? 'all there' : `made ${made.join(', ')}`;
}

function allExternal(wanted: readonly string[], env: NodeJS.ProcessEnv): boolean {
  const owners = wanted.filter((app) => hubServices.includes(app));
  return owners.length > 0 && owners.every((app) => env[databaseVariable(app)] !== undefined);
}

/** Refuses in time, naming each, when something else listens where this system would. */
export async function portsInUse(addresses: Addresses, wanted: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  const programs = [
    ...wanted,
    ...(env['DATABASE_URL_BASE'] === undefined && !allExternal(wanted, env) ? ['postgres'] : []),
    ...(env['NATS_URL'] === undefined ? ['nats'] : []),
  ];
  const all = addresses.portsOf(programs);
  const taken = await takenPorts(
    addresses.host,
    all.map((one) => one.port),
  );
  if (taken.length === 0) return;
  const named = all.filter((one) => taken.includes(one.port)).map((one) => `${one.port} (${one.app})`);
  throw new Problem({
    what: 'addresses are taken',
    why: `something else listens on ${addresses.host} port ${named.join(', ')}`,
    remedy: 'end it, or move everything with --port-offset N, for example --port-offset 10000',
  });
}
