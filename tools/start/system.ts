import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { readAddresses, type Addresses } from './addresses.ts';
import { Problem } from './problem.ts';
import { silentProgress, type Progress } from './progress.ts';
import { lockDataDir } from './processes/lock.ts';
import { ProcessRecord } from './processes/process-record.ts';
import { Supervised, type ProgramToRun } from './processes/supervised.ts';
import { makeBackbone, portsInUse } from './parts/backbone.ts';
import { registerDocuments } from './parts/documents.ts';
import { writeDeployment } from './parts/deployment.ts';
import { waitForApp } from './parts/readiness.ts';
import { readOrMakeSecrets, type Secrets } from './parts/secrets.ts';
import { everyApp, hubServices, presentApps, programOf } from './parts/services.ts';
import { fromRoot } from './paths.ts';

export interface SystemOptions {
  /** Folder of databases, messages, logs and keys; one running system per folder. */
  readonly dataDir: string;
  readonly portOffset?: number;
  readonly sandbox?: boolean;
  /** Apps to run, the sandbox and the command center included; everything by default. */
  readonly services?: readonly string[];
  /** Another brand's deployment, or the demo brand's with changes; placeholders are filled as in the demo's. */
  readonly deploymentTemplate?: string;
  /** What the caller will ask the gateway as a person, beside what the screens and the tools ask. */
  readonly documents?: readonly string[];
  /** Added to the environment of every app, and read for DATABASE_URL_* and NATS_URL. */
  readonly env?: NodeJS.ProcessEnv;
  readonly progress?: Progress;
  readonly signal?: AbortSignal;
  /** Work that must be finished before the command center can be served. */
  readonly beforeCommandCenter?: Promise<unknown>;
  readonly onDeath?: (app: string, how: string, restartInMs: number) => void;
}

export interface System {
  readonly addresses: Addresses;
  readonly dataDir: string;
  readonly deploymentFile: string;
  readonly secrets: Secrets;
  /** Base of the databases' addresses; undefined when each service has an address of its own. */
  readonly databaseBase: string | undefined;
  readonly natsUrl: string;
  /** Names of what is supervised: the apps, and `postgres` and `nats` when they are ours. */
  readonly running: () => readonly string[];
  readonly pid: (app: string) => number | undefined;
  readonly logFile: (app: string) => string;
  /** Sends a signal to an app and its group. One that dies of it is started again by the supervision. */
  readonly kill: (app: string, signal: NodeJS.Signals) => void;
  /** Ends an app and keeps it down until `resume`. */
  readonly hold: (app: string) => Promise<void>;
  readonly resume: (app: string) => Promise<void>;
  readonly restart: (app: string) => Promise<void>;
  readonly waitReady: (app: string, deadlineMs?: number) => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Starts Postgres, NATS and the apps on this machine, and gives them back ready. What was started is ended when it fails. */
export async function startSystem(options: SystemOptions): Promise<System> {
  const progress = options.progress ?? silentProgress;
  const env = { ...process.env, ...options.env };
  const addresses = readAddresses(options.portOffset ?? 0);
  mkdirSync(options.dataDir, { recursive: true, mode: 0o700 });
  const lock = await lockDataDir(options.dataDir);
  const record = new ProcessRecord(join(options.dataDir, 'processes.json'));
  const programs = new Map<string, Supervised>();
  const logFile = (app: string): string => join(options.dataDir, 'logs', `${app}.log`);
  let over = false;
  const stop = once(async () => {
    over = true;
    await stopInOrder(programs);
    lock.release();
  });
  const launch = async (program: ProgramToRun): Promise<Supervised> => {
    options.signal?.throwIfAborted();
    // Parts start beside one another: when one has failed, the others must not begin what nobody will end.
    if (over) throw new Error('the system is being ended');
    const one = new Supervised(program, { record, ...(options.onDeath === undefined ? {} : { onDeath: options.onDeath }) });
    programs.set(program.app, one);
    await one.start();
    return one;
  };
  const waitReady = async (app: string, deadlineMs = 90_000): Promise<void> => {
    await waitForApp(known(programs, app), {
      addresses,
      logFile: logFile(app),
      deadlineMs,
      signal: options.signal,
      anyAnswer: app === 'gateway' && !isWhole(programs),
    });
  };

  try {
    const left = await record.endOrphans();
    if (left.length > 0) progress.note(`ended what an earlier start had left behind: ${left.join(', ')}`);
    const wanted = presentApps(options.services ?? everyApp).filter((app) => app !== 'sandbox' || options.sandbox !== false);
    await portsInUse(addresses, wanted, env);
    const secrets = readOrMakeSecrets(join(options.dataDir, 'secrets.json'));
    const deploymentFile = join(options.dataDir, 'deployment.json');
    const templateFile = options.deploymentTemplate ?? fromRoot('tools', 'demo', 'deployment.json');
    writeDeployment({ templateFile, file: deploymentFile, addresses, sandbox: options.sandbox !== false });

    const backbone = await makeBackbone({
      dataDir: options.dataDir,
      addresses,
      secrets,
      env,
      wanted,
      logFile,
      launch,
      progress,
      signal: options.signal,
    });
    const around = {
      dataDir: options.dataDir,
      logDir: join(options.dataDir, 'logs'),
      addresses,
      secrets,
      deploymentFile,
      documents: registerDocuments(options.dataDir, options.documents ?? []),
      ...backbone,
      env,
      demo: options.sandbox !== false,
    };
    // The outside world is there before the services look for it; the screens come when there is something to show.
    const outside: readonly string[] = wanted.filter((app) => app === 'sandbox');
    const screens: readonly string[] = wanted.filter((app) => app === 'command-center');
    const services = wanted.filter((app) => !outside.includes(app) && !screens.includes(app));
    for (const group of [outside, services]) {
      if (group.length === 0) continue;
      await progress.step(group.join(', '), async () => {
        await Promise.all(group.map((app) => launch(programOf(app, around))));
        await Promise.all(group.map((app) => waitReady(app, 180_000)));
      });
    }
    if (screens.length > 0) {
      await progress.step('command center', async () => {
        await options.beforeCommandCenter;
        await Promise.all(screens.map((app) => launch(programOf(app, around))));
        await Promise.all(screens.map((app) => waitReady(app)));
      });
    }
    return {
      addresses,
      dataDir: options.dataDir,
      deploymentFile,
      secrets,
      ...backbone,
      running: () => [...programs.keys()],
      pid: (app) => known(programs, app).pid,
      logFile,
      kill: (app, signal) => known(programs, app).signal(signal),
      hold: (app) => known(programs, app).stop(),
      resume: (app) => known(programs, app).start(),
      restart: async (app) => {
        await known(programs, app).stop();
        await known(programs, app).start();
      },
      waitReady,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

// The gateway is ready when everything is; with some services left out on purpose that never comes.
function isWhole(programs: ReadonlyMap<string, Supervised>): boolean {
  return hubServices.every((app) => programs.has(app));
}

function known(programs: ReadonlyMap<string, Supervised>, app: string): Supervised {
  const one = programs.get(app);
  if (one !== undefined) return one;
  throw new Problem({
    what: `${app} is not running here`,
    why: `this system runs ${[...programs.keys()].join(', ')}`,
    remedy: 'name one of these',
  });
}

// From the outside in: nothing new comes in, the services finish what they hold, then the broker and the record.
async function stopInOrder(programs: ReadonlyMap<string, Supervised>): Promise<void> {
  const backbone = ['nats', 'postgres'];
  const outer = ['sandbox', 'command-center', 'gateway'];
  const services = [...programs.keys()].filter((app) => !outer.includes(app) && !backbone.includes(app));
  for (const group of [outer, services, backbone]) {
    await Promise.all(group.map((app) => programs.get(app)?.stop()));
  }
}

function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => (running ??= work());
}
