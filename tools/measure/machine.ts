import { execFileSync } from 'node:child_process';
import { cpus, release, totalmem } from 'node:os';
import { root } from '../start/paths.ts';

/** Where and of what a figure was measured; it stands in every result, so that nobody compares apples with pears. */
export interface Provenance {
  readonly date: string;
  readonly commit: string;
  /** Files that differed from the commit. */
  readonly uncommitted: number;
  readonly machine: {
    readonly cpu: string;
    readonly cores: number;
    readonly memoryGb: number;
    readonly kernel: string;
    readonly node: string;
  };
}

export function provenance(now: Date): Provenance {
  return {
    date: now.toISOString(),
    commit: git('rev-parse', '--short=12', 'HEAD'),
    uncommitted: git('status', '--porcelain')
      .split('\n')
      .filter((line) => line !== '').length,
    machine: {
      cpu: cpus()[0]?.model.trim() ?? 'unknown',
      cores: cpus().length,
      memoryGb: Math.round(totalmem() / 1024 ** 3),
      kernel: release(),
      node: process.version,
    },
  };
}

function git(...args: readonly string[]): string {
  try {
    return execFileSync('git', [...args], { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return 'unknown';
  }
}
