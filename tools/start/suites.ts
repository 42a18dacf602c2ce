import { existsSync, readdirSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from './paths.ts';

export interface SuiteKind {
  /** How a person calls it, for the help text. */
  readonly command: string;
  readonly folder: string;
  /** The file of a suite, given its name. */
  readonly fileOf: (suite: string) => string;
  /** Names of the entries of the folder that are suites. */
  readonly isSuite: (entry: string) => string | undefined;
}

export function suitesOf(kind: SuiteKind): readonly string[] {
  if (!existsSync(kind.folder)) return [];
  return readdirSync(kind.folder)
    .flatMap((entry) => kind.isSuite(entry) ?? [])
    .filter((suite) => existsSync(kind.fileOf(suite)))
    .toSorted();
}

export function helpOf(kind: SuiteKind): string {
  const suites = suitesOf(kind);
  const list = suites.length === 0 ? '  (none in this tree)' : suites.map((suite) => `  ${kind.command} -- ${suite}`).join('\n');
  return `${kind.command} -- SUITE [options of the suite]\n\n${list}\n`;
}

/** Runs one suite in a process of its own, so that what it measures is not mixed with the tool; gives its exit code. */
export function runSuite(kind: SuiteKind, suite: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [kind.fileOf(suite), ...args], { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
    child.once('error', () => resolve(127));
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

/** The suite that the arguments name and the rest of them; undefined when the help is to be shown instead. */
export function chooseSuite(
  kind: SuiteKind,
  args: readonly string[],
): { readonly suite: string; readonly rest: readonly string[] } | undefined {
  const [suite, ...rest] = args;
  return suite !== undefined && suitesOf(kind).includes(suite) ? { suite, rest } : undefined;
}

export function moduleSuites(command: string, folder: string): SuiteKind {
  return {
    command,
    folder,
    fileOf: (suite) => join(folder, `${suite}.ts`),
    isSuite: (entry) =>
      entry.endsWith('.ts') && entry !== 'main.ts' && !entry.includes('.spec.') ? entry.slice(0, -'.ts'.length) : undefined,
  };
}

export function folderSuites(command: string, folder: string): SuiteKind {
  return { command, folder, fileOf: (suite) => join(folder, suite, 'run.ts'), isSuite: (entry) => entry };
}
