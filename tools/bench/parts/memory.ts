import { readFileSync } from 'node:fs';

const EVERY_MS = 250;

/** Resident memory of one program while something ran, in megabytes. */
export interface MemoryUse {
  readonly startMb: number;
  readonly maxMb: number;
  /** Means over the second and over the last quarter of the time: memory is flat when they are alike. */
  readonly earlyMb: number;
  readonly lateMb: number;
}

/** Reads the resident memory of these processes until it is told to stop. */
export function watchMemory(pids: ReadonlyMap<string, number>): { readonly stop: () => Readonly<Record<string, MemoryUse>> } {
  const samples = new Map<string, number[]>([...pids.keys()].map((name) => [name, []]));
  const look = (): void => {
    for (const [name, pid] of pids) {
      const mb = residentMb(pid);
      if (mb !== undefined) samples.get(name)?.push(mb);
    }
  };
  look();
  const timer = setInterval(look, EVERY_MS);
  return {
    stop: () => {
      clearInterval(timer);
      look();
      return Object.fromEntries([...samples].map(([name, megabytes]) => [name, useOf(megabytes)]));
    },
  };
}

function useOf(megabytes: readonly number[]): MemoryUse {
  const at = (share: number): number => Math.floor(megabytes.length * share);
  return {
    startMb: Math.round(megabytes[0] ?? 0),
    maxMb: Math.round(Math.max(0, ...megabytes)),
    earlyMb: mean(megabytes.slice(at(0.25), Math.max(at(0.5), at(0.25) + 1))),
    lateMb: mean(megabytes.slice(at(0.75))),
  };
}

function mean(numbers: readonly number[]): number {
  return Math.round(numbers.reduce((sum, one) => sum + one, 0) / Math.max(1, numbers.length));
}

function residentMb(pid: number): number | undefined {
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1_024;
  } catch {
    return undefined; // it ended
  }
}
