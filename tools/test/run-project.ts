import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { fromRoot } from '../start/paths.ts';
import { countsOf, nothingRun, type Counts } from './counts.ts';

export type Project = 'unit' | 'int' | 'e2e';

export interface ProjectRun {
  readonly filters: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly workers: number;
}

/** Runs one of the three projects with Vitest, shows its output and gives its counts. */
export async function runProject(project: Project, options: ProjectRun): Promise<Counts> {
  const file = fromRoot('.data', 'test', `${project}.json`);
  mkdirSync(fromRoot('.data', 'test'), { recursive: true });
  rmSync(file, { force: true });
  const code = await show(
    [
      fromRoot('node_modules', 'vitest', 'vitest.mjs'),
      'run',
      `--project=${project}`,
      `--maxWorkers=${options.workers}`,
      '--passWithNoTests',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
      ...options.filters,
    ],
    options.env,
  );
  return settle(code, readCounts(file));
}

function readCounts(file: string): Counts | undefined {
  try {
    return countsOf(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}

// Vitest also fails for what no test owns (an unhandled rejection, a worker that died): that must not read as success.
function settle(code: number, counts: Counts | undefined): Counts {
  if (counts === undefined) return code === 0 ? nothingRun : { ...nothingRun, failed: 1 };
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

function show(args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [...args], { cwd: fromRoot(), env, stdio: ['ignore', 'inherit', 'inherit'] });
    child.once('error', () => resolve(127));
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
