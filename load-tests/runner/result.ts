import type { CpuUse } from '../../tools/measure/cpu.ts';
import type { Provenance } from '../../tools/measure/machine.ts';
import type { Leg } from '../checks/milestones.ts';
import type { Verdict } from '../checks/verdict.ts';
import type { Phase } from '../workloads/phases.ts';
import type { CpuSample } from './cpu-track.ts';
import type { K6Metrics } from './drive.ts';
import type { LoadOptions } from './options.ts';
import type { Settled } from './settle.ts';
import type { Goal, Section } from './suite.ts';

/** All that a run found out, as it stands in its JSON file. */
export interface LoadResult {
  readonly suite: string;
  readonly provenance: Provenance;
  readonly programs: Readonly<Record<string, string>>;
  readonly options: Partial<LoadOptions>;
  /** How this run's configuration differs from that of `npm start`. */
  readonly differences: readonly string[];
  /** Kept apart: a push that was answered is not an order that was processed, nor one that everybody agrees on. */
  readonly counts: {
    readonly planned: number;
    readonly sent: number;
    readonly accepted: number;
    readonly refused: number;
    readonly dropped: number;
    readonly placed: number;
    readonly sentToWarehouse: number;
    readonly shipped: number;
    readonly consistent: number;
  };
  readonly ordersPerSecond: {
    readonly offered: number;
    readonly accepted: number;
    readonly processed: number;
    /** The most that were shown as sent in the twin, as a mean over ten seconds. */
    readonly bestTenSeconds: number;
  };
  readonly settled: Settled;
  /** The run over time: orders in each second from the first push on, and cores in use. */
  readonly course: {
    readonly phases: readonly Phase[];
    readonly accepted: readonly number[];
    readonly processed: readonly number[];
    /** `at` in seconds from the first push. */
    readonly cpu: readonly CpuSample[];
  };
  readonly goals: readonly Goal[];
  readonly sections: readonly Section[];
  readonly legs: readonly Leg[];
  readonly k6: K6Metrics;
  readonly cpu: {
    readonly windowMs: number;
    readonly perOrderMs: Readonly<Record<string, number>>;
    /** Of the hub before any order, per second of waiting. */
    readonly idlePerSecondMs: Readonly<Record<string, number>>;
    readonly use: CpuUse;
  };
  readonly deaths: readonly string[];
  readonly crossed: readonly string[];
  readonly verdicts: readonly Verdict[];
  readonly passed: boolean;
}

/** Programs whose CPU is the world's, the generator's or the screens', not the order path's. */
export const apart: readonly string[] = ['sandbox', 'command-center', 'k6', 'checker'];

/** CPU milliseconds of each program by some number (orders, seconds), largest first. */
export function cpuPer(use: CpuUse, number: number): Readonly<Record<string, number>> {
  if (number === 0) return {};
  const all = { ...use.byName, k6: use.endedChildren, checker: use.own };
  return Object.fromEntries(
    Object.entries(all)
      .map(([name, ms]) => [name, Math.round((ms / number) * 1000) / 1000] as const)
      .toSorted(([, one], [, other]) => other - one),
  );
}

export function ownTotal(perOrderMs: Readonly<Record<string, number>>): number {
  return Object.entries(perOrderMs).reduce((sum, [name, ms]) => (apart.includes(name) ? sum : sum + ms), 0);
}
