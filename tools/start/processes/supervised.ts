import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { signalGroup } from './process-table.ts';
import { reasonOf } from '../problem.ts';
import type { ProcessRecord } from './process-record.ts';

export interface ProgramToRun {
  readonly app: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  readonly logFile: string;
  /** Texts of which its command line always holds one, by which the next start knows it again. */
  readonly marks: readonly string[];
  readonly endBy: 'SIGTERM' | 'SIGINT';
  /** How long it may take to end in good order before it is killed. */
  readonly graceMs: number;
}

export interface Watching {
  readonly record: ProcessRecord;
  readonly onDeath?: (app: string, how: string, restartInMs: number) => void;
}

const firstPauseMs = 200;
const longestPauseMs = 10_000;
const steadyAfterMs = 30_000;

/**
 * One program kept alive: started in a process group of its own, restarted with a growing pause whenever it dies, ended when
 * told. A program that has run for half a minute is taken to be well again, and its pauses begin anew.
 */
export class Supervised {
  readonly #program: ProgramToRun;
  readonly #watching: Watching;
  #child: ChildProcess | undefined;
  #ended: Promise<void> = Promise.resolve();
  #wanted = false;
  #deaths = 0;
  #pending: NodeJS.Timeout | undefined;

  constructor(program: ProgramToRun, watching: Watching) {
    this.#program = program;
    this.#watching = watching;
  }

  get app(): string {
    return this.#program.app;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** How often it has died since it was last well. */
  get deaths(): number {
    return this.#deaths;
  }

  async start(): Promise<void> {
    this.#wanted = true;
    if (this.#child !== undefined) return;
    clearTimeout(this.#pending);
    await this.#launch();
  }

  /** Sends a signal and leaves the rest to the supervision: a program that dies of it comes back. */
  signal(signal: NodeJS.Signals): void {
    if (this.#child?.pid !== undefined) signalGroup(this.#child.pid, signal);
  }

  /** Ends it in good order, by force after its grace, and keeps it down until `start`. */
  async stop(): Promise<void> {
    this.#wanted = false;
    clearTimeout(this.#pending);
    const child = this.#child;
    if (child?.pid === undefined) return;
    child.kill(this.#program.endBy);
    const forced = setTimeout(() => this.signal('SIGKILL'), this.#program.graceMs);
    await this.#ended;
    clearTimeout(forced);
  }

  async #launch(): Promise<void> {
    const began = Date.now();
    const log = openLog(this.#program.logFile);
    const child = spawn(this.#program.command, [...this.#program.args], {
      cwd: this.#program.cwd,
      env: this.#program.env,
      // A group of its own: Ctrl-C in the terminal reaches only the supervisor, which ends everything in order.
      detached: true,
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    this.#child = child;
    this.#ended = new Promise((resolve) => {
      child.once('error', (error) => resolve(this.#onEnd(child, began, error.message)));
      child.once('exit', (code, signal) => resolve(this.#onEnd(child, began, signal ?? `code ${code ?? '?'}`)));
    });
    if (child.pid !== undefined)
      await this.#watching.record.add({ app: this.app, pid: child.pid, marks: this.#program.marks, endBy: this.#program.endBy });
  }

  #onEnd(child: ChildProcess, began: number, how: string): void {
    if (this.#child !== child) return;
    this.#child = undefined;
    if (child.pid !== undefined) this.#watching.record.remove(this.app, child.pid);
    if (!this.#wanted) return;
    this.#deaths = Date.now() - began > steadyAfterMs ? 1 : this.#deaths + 1;
    const pause = Math.min(firstPauseMs * 2 ** (this.#deaths - 1), longestPauseMs);
    this.#watching.onDeath?.(this.app, how, pause);
    this.#pending = setTimeout(() => {
      this.#launch().catch((error: unknown) => this.#watching.onDeath?.(this.app, reasonOf(error), 0));
    }, pause);
  }
}

const largestLogBytes = 20_000_000;

function openLog(file: string): number {
  mkdirSync(dirname(file), { recursive: true });
  if (existsSync(file) && statSync(file).size > largestLogBytes) renameSync(file, `${file}.1`);
  return openSync(file, 'a', 0o600);
}
