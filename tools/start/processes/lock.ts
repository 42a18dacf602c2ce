import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { identify, isStillThere, type ProcessIdentity } from './process-table.ts';
import { Problem } from '../problem.ts';

export interface DataLock {
  readonly release: () => void;
}

/** Makes this process the only one that runs a system in a data folder. The lock of a process that no longer lives is taken over. */
export async function lockDataDir(dataDir: string): Promise<DataLock> {
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, 'start.lock');
  const self = await identify(process.pid);
  if (self === undefined) throw new Error('the operating system does not show this process');
  for (let attempt = 0; attempt < 3; attempt += 1) {
    if (writeExclusively(file, self)) {
      // Two starts may both clear away the lock of a dead one; whoever's lock stands after a moment has won.
      if (attempt > 0) await delay(100);
      if (readHolder(file)?.pid === self.pid) return { release: () => releaseOwn(file, self) };
      continue;
    }
    const holder = readHolder(file);
    if (holder !== undefined && (await isStillThere(holder))) throw refusal(dataDir, holder);
    rmSync(file, { force: true });
  }
  throw new Problem({ what: `${file} could not be taken`, why: 'several starts at once want it', remedy: 'start one at a time' });
}

function refusal(dataDir: string, holder: ProcessIdentity): Problem {
  return new Problem({
    what: `the data folder ${dataDir} is in use`,
    why: `Orderloom already runs there as process ${holder.pid}`,
    remedy: `use that one, end it (kill ${holder.pid}), or start another with --data DIR and --port-offset N`,
  });
}

// Written aside and linked into place: nobody can read a lock that has no holder in it yet.
function writeExclusively(file: string, self: ProcessIdentity): boolean {
  const aside = `${file}.${self.pid}`;
  writeFileSync(aside, JSON.stringify(self), { mode: 0o600 });
  try {
    linkSync(aside, file);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

function readHolder(file: string): ProcessIdentity | undefined {
  try {
    const known: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof known !== 'object' || known === null || !('pid' in known) || !('startedAt' in known)) return undefined;
    const { pid, startedAt } = known;
    return typeof pid === 'number' && typeof startedAt === 'string' ? { pid, startedAt, command: '' } : undefined;
  } catch {
    return undefined;
  }
}

function releaseOwn(file: string, self: ProcessIdentity): void {
  const holder = readHolder(file);
  if (holder?.pid === self.pid && holder.startedAt === self.startedAt) rmSync(file, { force: true });
}
