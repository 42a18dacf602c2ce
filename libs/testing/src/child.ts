import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A server process of a test; it dies with us, however we end. */
export type Child = {
  readonly pid: number;
  /** Ends it with the signal and waits; once it has ended this does nothing. */
  readonly end: (signal: NodeJS.Signals) => Promise<void>;
  /** The end of what it printed, for an error message. */
  readonly output: () => string;
  readonly ended: () => boolean;
};

/** The same folder as in a system that was started by `npm start`. */
const compiled = fileURLToPath(new URL('../../../node_modules/.cache/compiled', import.meta.url));
const living = new Set<ChildProcess>();
process.on('exit', () => living.forEach((child) => child.kill('SIGKILL')));

/**
 * Starts a program, with no more of our environment than the path. Its output comes to us and is never inherited:
 * Vitest waits for the end of a worker's output, and a child that outlives the worker would hold it open for ever.
 */
export function startChild([program = '', ...args]: readonly string[], env: Readonly<Record<string, string>> = {}): Child {
  const child = spawn(program, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC', ...env },
  });
  living.add(child);
  let output = '';
  const keep = (chunk: Buffer): void => {
    output = (output + chunk.toString('utf8')).slice(-4_000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  child.on('error', (error) => keep(Buffer.from(error.message)));
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
  void gone.then(() => living.delete(child));

  return {
    pid: child.pid ?? 0,
    end: async (signal) => {
      child.kill(signal);
      await gone;
    },
    output: () => output,
    ended: () => child.exitCode !== null || child.signalCode !== null || child.pid === undefined,
  };
}

/** A program of ours, run by this Node. */
export function startNode(args: readonly string[], env: Readonly<Record<string, string>>): Child {
  return startChild(dyingWithUs([process.execPath, ...args], 'KILL'), { NODE_COMPILE_CACHE: compiled, ...env });
}

/** Puts `setpriv --pdeathsig` before a command where the machine has it; last, since a change of user clears the setting. */
export function dyingWithUs(command: readonly string[], signal: 'INT' | 'KILL'): readonly string[] {
  return hasSetpriv() ? ['setpriv', '--pdeathsig', signal, '--', ...command] : command;
}

function hasSetpriv(): boolean {
  return process.platform === 'linux' && spawnSync('setpriv', ['--pdeathsig', 'KILL', '--', 'true']).status === 0;
}
