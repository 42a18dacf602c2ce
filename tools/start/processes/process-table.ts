import { readFileSync } from 'node:fs';
import { run } from '../programs/run.ts';

export interface ProcessIdentity {
  readonly pid: number;
  /** When the operating system says that it began; tells a process from a later one with the same number. */
  readonly startedAt: string;
  readonly command: string;
}

/** What the operating system knows about a process; undefined when there is none, or only its unreaped remains. */
export async function identify(pid: number): Promise<ProcessIdentity | undefined> {
  return process.platform === 'linux' ? identifyByProc(pid) : identifyByPs(pid);
}

function identifyByProc(pid: number): ProcessIdentity | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in brackets and may hold spaces; what follows is separated by single spaces.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    return { pid, startedAt: fields[19] ?? '', command };
  } catch {
    return undefined;
  }
}

async function identifyByPs(pid: number): Promise<ProcessIdentity | undefined> {
  const said = await run('ps', ['-o', 'lstart=,command=', '-p', String(pid)], { deadlineMs: 5_000 });
  const line = said.output.trim();
  if (said.code !== 0 || line === '') return undefined;
  return { pid, startedAt: line.slice(0, 24), command: line.slice(24).trim() };
}

export async function isStillThere(known: Pick<ProcessIdentity, 'pid' | 'startedAt'>): Promise<boolean> {
  const now = await identify(known.pid);
  return now !== undefined && now.startedAt === known.startedAt;
}

/** Sends a signal to a process and to everything in its group; it is no error when it has already gone. */
export function signalGroup(pid: number, signal: NodeJS.Signals): void {
  for (const target of [-pid, pid]) {
    try {
      process.kill(target, signal);
      return;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
    }
  }
}
