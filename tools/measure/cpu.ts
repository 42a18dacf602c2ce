import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';

/** CPU milliseconds used since the start of each program, children that have ended included, and of the whole machine. */
export interface CpuReading {
  readonly byName: ReadonlyMap<string, number>;
  readonly own: number;
  /** Children of this process that have ended, the load generator among them. */
  readonly endedChildren: number;
  readonly busy: number;
  /** Time that the hypervisor gave to somebody else. */
  readonly stolen: number;
  readonly pids: ReadonlyMap<string, number>;
}

export interface CpuUse {
  readonly byName: Readonly<Record<string, number>>;
  readonly own: number;
  readonly endedChildren: number;
  /** Busy time of the machine that none of the named programs used. */
  readonly notOurs: number;
  readonly stolen: number;
  /** Programs that were another process at the end than at the beginning: what the first one used is lost. */
  readonly restarted: readonly string[];
}

interface ProcessTimes {
  readonly parent: number;
  /** Ticks of the process itself and of its children that have ended. */
  readonly used: number;
  readonly ended: number;
}

/** Reads Linux's /proc. `pids`: the first process of each program; everything below it counts with it. */
export function readCpu(pids: ReadonlyMap<string, number>): CpuReading {
  const processes = readProcesses();
  const tick = 1000 / ticksPerSecond();
  const own = processes.get(process.pid);
  const machine = readMachine(readFileSync('/proc/stat', 'utf8'));
  return {
    byName: new Map([...pids].map(([name, pid]) => [name, usedBelow(processes, pid) * tick])),
    own: ((own?.used ?? 0) - (own?.ended ?? 0)) * tick,
    endedChildren: (own?.ended ?? 0) * tick,
    busy: machine.busy * tick,
    stolen: machine.stolen * tick,
    pids,
  };
}

export function cpuBetween(before: CpuReading, after: CpuReading): CpuUse {
  const byName = Object.fromEntries([...after.byName].map(([name, used]) => [name, Math.max(0, used - (before.byName.get(name) ?? 0))]));
  const own = after.own - before.own;
  const endedChildren = after.endedChildren - before.endedChildren;
  const ours = Object.values(byName).reduce((sum, one) => sum + one, 0) + own + endedChildren;
  return {
    byName,
    own,
    endedChildren,
    notOurs: Math.max(0, after.busy - before.busy - ours),
    stolen: after.stolen - before.stolen,
    restarted: [...after.pids].filter(([name, pid]) => before.pids.get(name) !== pid).map(([name]) => name),
  };
}

/** One line of /proc/<pid>/stat. The name in parentheses may itself hold spaces and parentheses. */
export function parseStat(line: string): ProcessTimes {
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  const at = (index: number): number => Number(fields[index] ?? 0);
  const ended = at(13) + at(14);
  return { parent: at(1), used: at(11) + at(12) + ended, ended };
}

/** user nice system idle iowait irq softirq steal, of the first line of /proc/stat. */
export function readMachine(text: string): { readonly busy: number; readonly stolen: number } {
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = (text.split('\n')[0] ?? '')
    .trim()
    .split(/\s+/)
    .slice(1)
    .map(Number);
  return { busy: user + nice + system + irq + softirq, stolen: steal };
}

export function usedBelow(processes: ReadonlyMap<number, ProcessTimes>, pid: number): number {
  let used = processes.get(pid)?.used ?? 0;
  for (const [child, times] of processes) if (times.parent === pid) used += usedBelow(processes, child);
  return used;
}

function readProcesses(): ReadonlyMap<number, ProcessTimes> {
  const processes = new Map<number, ProcessTimes>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      processes.set(Number(name), parseStat(readFileSync(`/proc/${name}/stat`, 'utf8')));
    } catch {
      continue; // it ended while the list was read
    }
  }
  return processes;
}

let perSecond: number | undefined;

function ticksPerSecond(): number {
  return (perSecond ??= Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }).trim()));
}
