import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
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
    { env: options.env, done: () => existsSync(file) },
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

// Vitest waits for ever for a worker whose output somebody still holds. Its results are written by then, and whoever waits for us wants them.
const ENDING_MS = 90_000;

function show(args: readonly string[], run: { readonly env: NodeJS.ProcessEnv; readonly done: () => boolean }): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [...args], { cwd: fromRoot(), env: run.env, stdio: ['ignore', 'inherit', 'inherit'] });
    let doneAt: number | undefined;
    const watch = setInterval(() => {
      if (!run.done()) return;
      doneAt ??= Date.now();
      if (Date.now() - doneAt < ENDING_MS) return;
      process.stderr.write(
        `\nVitest has written its results but has not ended for ${ENDING_MS / 1_000} s: it is ended, and that counts as a failure.\n`,
      );
      child.kill('SIGKILL');
    }, 1_000);
    const end = (code: number): void => {
      clearInterval(watch);
      resolve(code);
    };
    child.once('error', () => end(127));
    child.once('exit', (code) => end(code ?? 1));
  });
}
