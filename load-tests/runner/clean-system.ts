import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildCommandCenter, makeContracts, makeSupergraph, makeTypes } from '../../tools/start/parts/artefacts.ts';
import { everyApp } from '../../tools/start/parts/services.ts';
import { Problem } from '../../tools/start/problem.ts';
import { lockDataDir } from '../../tools/start/processes/lock.ts';
import { ProcessRecord } from '../../tools/start/processes/process-record.ts';
import type { Progress } from '../../tools/start/progress.ts';
import { startSystem, type System } from '../../tools/start/system.ts';

export interface CleanSystemOptions {
  readonly dataDir: string;
  readonly portOffset: number;
  readonly commandCenter: boolean;
  /** Only these apps; all of them by default. */
  readonly services?: readonly string[];
  /** Leave the data folder behind for inspection. */
  readonly keepData: boolean;
  /** Ready to be looked into: services open a debugger when they are asked to, Postgres counts its statements. */
  readonly profile?: boolean;
  /** What the caller will ask the gateway as a person, beside what the screens ask. */
  readonly documents?: readonly string[];
  /** Added to the environment of every app. */
  readonly env?: NodeJS.ProcessEnv;
}

export interface CleanSystem {
  readonly system: System;
  /** Programs that died under way and were started again by the supervision. */
  readonly deaths: readonly string[];
  readonly end: () => Promise<void>;
}

/** An empty hub in the configuration of `npm start`, in a folder and on ports of its own. */
export async function startCleanSystem(options: CleanSystemOptions, progress: Progress, signal: AbortSignal): Promise<CleanSystem> {
  await eraseOwn(options.dataDir);
  // A work tree that was just pulled holds what the sources before it made.
  await makeContracts(signal);
  await makeSupergraph(signal);
  if (options.commandCenter) await makeTypes(signal);
  const deaths: string[] = [];
  const building = options.commandCenter
    ? progress.step('command center, production build', () => buildCommandCenter(signal))
    : Promise.resolve();
  const system = await startSystem({
    dataDir: options.dataDir,
    portOffset: options.portOffset,
    services: (options.services ?? everyApp).filter((app) => options.commandCenter || app !== 'command-center'),
    progress,
    signal,
    env: { ...(options.profile === true ? profiled : {}), ...options.env },
    ...(options.documents === undefined ? {} : { documents: options.documents }),
    beforeCommandCenter: building,
    onDeath: (app, how) => deaths.push(`${app} (${how})`),
  });
  return {
    system,
    deaths,
    end: async () => {
      await system.stop();
      if (!options.keepData) await eraseOwn(options.dataDir);
    },
  };
}

const profiled = { NODE_OPTIONS: '--inspect-port=127.0.0.1:0', HUB_POSTGRES_PRELOAD: 'pg_stat_statements' };

/** Erases only what a start of ours has written there. */
async function eraseOwn(dataDir: string): Promise<void> {
  if (!existsSync(dataDir)) return;
  if (!existsSync(join(dataDir, 'secrets.json')) && !existsSync(join(dataDir, 'processes.json'))) {
    throw new Problem({
      what: `${dataDir} is not erased`,
      why: 'it holds nothing that a start of Orderloom has written',
      remedy: 'name another folder with --data, or remove it yourself',
    });
  }
  const lock = await lockDataDir(dataDir);
  await new ProcessRecord(join(dataDir, 'processes.json')).endOrphans();
  lock.release();
  rmSync(dataDir, { recursive: true, force: true });
}
