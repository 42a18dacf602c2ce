import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Addresses } from '../addresses.ts';
import { fromRoot } from '../paths.ts';
import { Problem } from '../problem.ts';
import type { ProgramToRun } from '../processes/supervised.ts';
import { demoKeyOf } from './demo-key.ts';
import { inDatabase } from './postgres.ts';
import type { Secrets } from './secrets.ts';

type Key = 'HUB_INTERNAL_KEY' | 'HUB_MASTER_KEY' | 'HUB_INDEX_KEY';

interface ServiceShape {
  /** It owns a database named after it. */
  readonly database: boolean;
  /** It gets no key that it has no use for. */
  readonly keys: readonly Key[];
}

const archives: ServiceShape = { database: true, keys: ['HUB_INTERNAL_KEY', 'HUB_MASTER_KEY'] };
const plain: ServiceShape = { database: true, keys: ['HUB_INTERNAL_KEY'] };

const shapes: Readonly<Record<string, ServiceShape>> = {
  'channel-adapter': { database: true, keys: ['HUB_INTERNAL_KEY', 'HUB_MASTER_KEY', 'HUB_INDEX_KEY'] },
  order: plain,
  inventory: plain,
  fulfilment: archives,
  'finance-reconciliation': archives,
  'control-tower': plain,
  messenger: archives,
  gateway: plain,
};

/** The services with a database and an outbox, in the order in which they are started. */
export const hubServices: readonly string[] = Object.keys(shapes);

export const everyApp: readonly string[] = ['sandbox', ...hubServices, 'command-center'];

/** Apps of the list whose code is in this tree. */
export function presentApps(apps: readonly string[]): readonly string[] {
  return apps.filter((app) => existsSync(entryOf(app)));
}

function entryOf(app: string): string {
  return app === 'command-center' ? fromRoot('apps', app, 'next.config.ts') : fromRoot('apps', app, 'src', 'main.ts');
}

export function databaseName(app: string): string {
  return `orderloom_${app.replaceAll('-', '_')}`;
}

/** `DATABASE_URL_CHANNEL_ADAPTER` and the like. */
export function databaseVariable(app: string): string {
  return `DATABASE_URL_${app.replaceAll('-', '_').toUpperCase()}`;
}

/** One service's database: its own variable first, else the one of its name on the common server. */
export function databaseUrl(app: string, baseUrl: string | undefined, env: NodeJS.ProcessEnv): string {
  const own = env[databaseVariable(app)];
  if (own !== undefined) return own;
  if (baseUrl !== undefined) return inDatabase(baseUrl, databaseName(app));
  throw new Problem({
    what: `${app} has no database`,
    why: `neither ${databaseVariable(app)} nor DATABASE_URL_BASE is set, and the embedded Postgres is off`,
    remedy: `set ${databaseVariable(app)}`,
  });
}

export interface Surroundings {
  readonly dataDir: string;
  readonly logDir: string;
  readonly addresses: Addresses;
  readonly secrets: Secrets;
  readonly deploymentFile: string;
  /** Files of documents that people may run at the gateway. */
  readonly documents: string;
  readonly databaseBase: string | undefined;
  readonly natsUrl: string;
  readonly env: NodeJS.ProcessEnv;
  readonly demo: boolean;
}

/** How to run one app: program, arguments and the whole of its environment. */
export function programOf(app: string, around: Surroundings): ProgramToRun {
  const common = {
    app,
    command: process.execPath,
    cwd: fromRoot(),
    logFile: join(around.logDir, `${app}.log`),
    endBy: 'SIGTERM' as const,
    graceMs: 20_000,
  };
  const follow = ['--import', fromRoot('tools', 'start', 'processes', 'follow-parent.mjs')];
  const env = { ...inherited(around.env), ...commonVariables(around), ...ownVariables(app, around) };
  if (app === 'command-center') {
    const next = fromRoot('node_modules', 'next', 'dist', 'bin', 'next');
    const listen = ['-H', around.addresses.host, '-p', String(around.addresses.port(app, 'http'))];
    // Next gives its process a title of its own.
    return { ...common, marks: [next, 'next-server'], cwd: fromRoot('apps', app), args: [...follow, next, 'start', ...listen], env };
  }
  const telemetry = app === 'sandbox' ? [] : ['--import', '@orderloom/telemetry/preload'];
  return { ...common, marks: [entryOf(app)], args: [...follow, ...telemetry, entryOf(app)], env };
}

// The caller's settings, but no secret of the caller: keys and database addresses are given one by one below.
function inherited(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const secret = /^(DATABASE_URL|NATS_|HUB_.*_KEY$)/;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !secret.test(name)));
}

function commonVariables(around: Surroundings): NodeJS.ProcessEnv {
  return {
    HUB_HOST: around.addresses.host,
    HUB_PORT_OFFSET: String(around.addresses.offset),
    HUB_DEPLOYMENT_FILE: around.deploymentFile,
    HUB_PARENT_PID: String(process.pid),
    HUB_ENV: around.env['HUB_ENV'] ?? 'local',
    LOG_LEVEL: around.env['LOG_LEVEL'] ?? 'info',
    NODE_ENV: 'production',
    // What Node made of the sources lies there for the next start: two fifths of a service's loading went into that.
    NODE_COMPILE_CACHE: around.env['NODE_COMPILE_CACHE'] ?? fromRoot('node_modules', '.cache', 'compiled'),
    APOLLO_TELEMETRY_DISABLED: 'true',
    NEXT_TELEMETRY_DISABLED: '1',
    ...(around.demo ? { HUB_DEMO: '1' } : {}),
  };
}

function ownVariables(app: string, around: Surroundings): NodeJS.ProcessEnv {
  if (app === 'sandbox') return { SANDBOX_DATA: join(around.dataDir, 'sandbox') };
  if (app === 'command-center') return { GATEWAY_URL: around.addresses.url('gateway', 'http') };
  const shape = shapes[app] ?? plain;
  return {
    ...(app === 'gateway' ? { HUB_TRUSTED_DOCUMENTS: around.documents } : {}),
    ...(app === 'gateway' && around.demo
      ? { HUB_DEMO_PASSWORD: around.secrets.demoPassword, HUB_DEMO_KEY: demoKeyOf(around.secrets) }
      : {}),
    ...(shape.database ? { DATABASE_URL: databaseUrl(app, around.databaseBase, around.env) } : {}),
    NATS_URL: around.natsUrl,
    ...Object.fromEntries(shape.keys.map((name) => [name, around.secrets[name]])),
  };
}
