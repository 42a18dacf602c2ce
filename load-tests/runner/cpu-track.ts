import { cpuBetween, readCpu, type CpuReading } from '../../tools/measure/cpu.ts';

/** How many cores each program used over a short time. */
export interface CpuSample {
  readonly at: number;
  readonly seconds: number;
  readonly coresByName: Readonly<Record<string, number>>;
  /** Everything else on the machine, the load generator among it. */
  readonly othersCores: number;
}

const everyMs = 2_000;

/** Looks every two seconds; a look costs a few milliseconds and counts as the checker's. */
export function trackCpu(pids: () => ReadonlyMap<string, number>): { readonly end: () => readonly CpuSample[] } {
  const samples: CpuSample[] = [];
  let before: { readonly reading: CpuReading; readonly at: number } = { reading: readCpu(pids()), at: Date.now() };
  const timer = setInterval(() => {
    const now = { reading: readCpu(pids()), at: Date.now() };
    const use = cpuBetween(before.reading, now.reading);
    const ms = now.at - before.at;
    samples.push({
      at: now.at,
      seconds: ms / 1000,
      coresByName: Object.fromEntries(Object.entries(use.byName).map(([name, used]) => [name, used / ms])),
      othersCores: (use.notOurs + use.own + use.endedChildren) / ms,
    });
    before = now;
  }, everyMs);
  timer.unref();
  return {
    end: () => {
      clearInterval(timer);
      return samples;
    },
  };
}
