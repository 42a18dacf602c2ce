import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Provenance } from '../../measure/machine.ts';
import { root } from '../../start/paths.ts';
import type { CpuUse } from '../../measure/cpu.ts';

export interface Figures {
  readonly bench: string;
  readonly provenance: Provenance;
  /** What was to be shown, with the figure that came out. */
  readonly goals: Readonly<Record<string, number>>;
  readonly cpu: { readonly windowMs: number; readonly use: CpuUse };
  readonly [more: string]: unknown;
}

/** Writes the JSON and prints the goals. */
export function writeFigures(outDir: string, figures: Figures): void {
  const folder = resolve(root, outDir);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${figures.bench}-${figures.provenance.date.replaceAll(/[:.]/g, '-')}.json`);
  writeFileSync(file, `${JSON.stringify(figures, undefined, 2)}\n`);
  const rows = Object.entries(figures.goals).map(([goal, figure]) => `${goal.padEnd(76)} ${figure.toFixed(2).padStart(12)}`);
  const { windowMs, use } = figures.cpu;
  const whole = (windowMs * figures.provenance.machine.cores) / 1000;
  process.stdout.write(`\n${rows.join('\n')}\nCPU not ours: ${(use.notOurs / 1000).toFixed(1)} s of ${whole.toFixed(1)} s\n${file}\n`);
}

export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
