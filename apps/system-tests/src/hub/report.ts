import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fromRoot } from '../../../../tools/start/paths.ts';

/** Writes what was measured to `.data/reports/{name}.json`, with the machine, the commit and the date. */
export function writeReport(name: string, figures: object): string {
  const file = fromRoot('.data', 'reports', `${name}.json`);
  mkdirSync(fromRoot('.data', 'reports'), { recursive: true });
  const made = {
    name,
    machine: `${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}`,
    commit: commit(),
    date: new Date().toISOString(),
    ...figures,
  };
  writeFileSync(file, `${JSON.stringify(made, undefined, 2)}\n`);
  return file;
}

export function quantiles(values: readonly number[]): {
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
} {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return { count: sorted.length, p50: at(0.5), p95: at(0.95), max: sorted.at(-1) ?? 0 };
}

function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: fromRoot(), encoding: 'utf8' }).trim();
  } catch {
    return 'unknown';
  }
}
