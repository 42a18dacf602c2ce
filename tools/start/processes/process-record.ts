import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { identify, isStillThere, signalGroup } from './process-table.ts';

export interface RecordedProcess {
  readonly app: string;
  readonly pid: number;
  readonly startedAt: string;
  /** Texts of which its command line always holds one. Its whole command line may change: by exec, or by the program itself. */
  readonly marks: readonly string[];
  /** The signal that asks this program to end in good order. */
  readonly endBy: NodeJS.Signals;
}

/**
 * The processes that one data folder has running, on disk. After a kill of the supervisor the next start finds its orphans
 * here and ends them: by number, and only if the operating system still shows the same beginning and a command line of the kind that was started.
 */
export class ProcessRecord {
  readonly #file: string;
  #running: readonly RecordedProcess[] = [];

  constructor(file: string) {
    this.#file = file;
  }

  async add(started: Omit<RecordedProcess, 'startedAt'>): Promise<void> {
    const identity = await identify(started.pid);
    if (identity === undefined) return;
    this.#write([...this.#running.filter((one) => one.app !== started.app), { ...started, startedAt: identity.startedAt }]);
  }

  remove(app: string, pid: number): void {
    this.#write(this.#running.filter((one) => one.app !== app || one.pid !== pid));
  }

  /** Ends what an earlier supervisor left behind and gives the names of it. */
  async endOrphans(): Promise<readonly string[]> {
    const left: RecordedProcess[] = [];
    for (const one of this.#read()) if (await isSame(one)) left.push(one);
    for (const one of left) signalGroup(one.pid, one.endBy);
    await Promise.all(left.map((one) => waitOrKill(one)));
    this.#write([]);
    return left.map((one) => one.app);
  }

  #read(): readonly RecordedProcess[] {
    try {
      const known: unknown = JSON.parse(readFileSync(this.#file, 'utf8'));
      return Array.isArray(known) ? known.filter(isRecorded) : [];
    } catch {
      return [];
    }
  }

  #write(running: readonly RecordedProcess[]): void {
    this.#running = running;
    mkdirSync(dirname(this.#file), { recursive: true });
    writeFileSync(`${this.#file}.new`, JSON.stringify(running, undefined, 1));
    renameSync(`${this.#file}.new`, this.#file);
  }
}

async function isSame(one: RecordedProcess): Promise<boolean> {
  const now = await identify(one.pid);
  return now !== undefined && now.startedAt === one.startedAt && one.marks.some((mark) => now.command.includes(mark));
}

const patienceMs = 15_000;

async function waitOrKill(one: RecordedProcess): Promise<void> {
  const until = Date.now() + patienceMs;
  while (await isStillThere(one)) {
    if (Date.now() > until) {
      signalGroup(one.pid, 'SIGKILL');
      return;
    }
    await delay(50);
  }
}

function isRecorded(value: unknown): value is RecordedProcess {
  return (
    typeof value === 'object' &&
    value !== null &&
    'app' in value &&
    typeof value.app === 'string' &&
    'pid' in value &&
    typeof value.pid === 'number' &&
    'startedAt' in value &&
    typeof value.startedAt === 'string' &&
    'marks' in value &&
    Array.isArray(value.marks) &&
    value.marks.every((mark) => typeof mark === 'string') &&
    'endBy' in value &&
    (value.endBy === 'SIGTERM' || value.endBy === 'SIGINT')
  );
}
