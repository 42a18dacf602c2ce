import { existsSync, globSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fromRoot, root } from '../start/paths.ts';
import { run, type RunResult } from '../start/programs/run.ts';
import { buildProjectGraph, giveUpText } from './project-graph.ts';

export interface Check {
  readonly name: string;
  readonly title: string;
  /** What is wrong, in words for the one who mends it; undefined when the check holds. */
  readonly run: () => Promise<string | undefined>;
}

export const checks: readonly Check[] = [
  { name: 'format', title: 'prettier', run: () => judge(npmTool('prettier', 'bin/prettier.cjs', ['--check', '--log-level', 'warn', '.'])) },
  { name: 'lint', title: 'eslint with the workspace fences', run: lint },
  {
    name: 'imports',
    title: 'dependency-cruiser, the rules inside an app',
    run: () =>
      judge(
        npmTool('dependency-cruiser', 'bin/dependency-cruiser.mjs', [
          'apps',
          'libs',
          '--config',
          '.dependency-cruiser.cjs',
          '--output-type',
          'err',
        ]),
      ),
  },
  { name: 'types', title: 'tsc over services, libraries and tools', run: () => checkTypes('tsconfig.json') },
  { name: 'screen-types', title: 'tsc over the command center', run: () => checkTypes('apps/command-center/tsconfig.json') },
  { name: 'load-types', title: 'tsc over what k6 runs', run: () => checkTypes('load-tests/tsconfig.json') },
  { name: 'contracts', title: 'buf lint', run: () => judge(npmTool('@bufbuild/buf', 'bin/buf', ['lint'], 'libs/contracts')) },
  { name: 'breaking', title: 'buf breaking against the released contracts', run: checkBreaking },
  {
    name: 'supergraph',
    title: 'the committed supergraph, and what API keys may ask of it, are the composed ones',
    run: () => judge(node(['tools/compose-supergraph/main.ts', '--check'])),
  },
  {
    name: 'events',
    title: 'the page of webhooks is the one of the catalogue',
    run: () => judge(node(['tools/partner-events/main.ts', '--check'])),
  },
  {
    name: 'partner-api',
    title: 'the partner API keeps the promises of the released one, and its pages and client are made from it',
    run: () => judge(node(['tools/partner-api/main.ts', '--check'])),
  },
  { name: 'documents', title: 'the trusted documents are the ones in the screens', run: checkDocuments },
];

async function lint(): Promise<string | undefined> {
  await buildProjectGraph();
  const linted = await npmTool('eslint', 'bin/eslint.js', ['.', '--max-warnings', '0']);
  if (linted.output.includes(giveUpText)) return `eslint had no project graph, so the workspace fences were not checked:\n${linted.output}`;
  return judge(Promise.resolve(linted));
}

async function checkTypes(project: string): Promise<string | undefined> {
  if (!existsSync(fromRoot(project))) return undefined;
  const cache = fromRoot('node_modules', '.cache', 'orderloom');
  mkdirSync(cache, { recursive: true });
  const buildInfo = join(cache, `${project.replaceAll('/', '-')}.tsbuildinfo`);
  return judge(
    npmTool('typescript', 'bin/tsc', ['-p', project, '--noEmit', '--incremental', '--tsBuildInfoFile', buildInfo, '--pretty', 'false']),
  );
}

// The image of the contracts as last released; `npm run check -- breaking` has nothing to compare with before the first one.
async function checkBreaking(): Promise<string | undefined> {
  const baseline = 'baseline.binpb';
  if (!existsSync(fromRoot('libs', 'contracts', baseline))) return undefined;
  return judge(npmTool('@bufbuild/buf', 'bin/buf', ['breaking', '--against', baseline], 'libs/contracts'));
}

async function checkDocuments(): Promise<string | undefined> {
  for (const file of globSync('apps/*/codegen.ts', { cwd: root })) {
    const problem = await judge(node([file, '--check']));
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function npmTool(packageName: string, bin: string, args: readonly string[], folder = '.'): Promise<RunResult> {
  return run(process.execPath, [fromRoot('node_modules', ...packageName.split('/'), ...bin.split('/')), ...args], {
    cwd: fromRoot(folder),
    env: quietEnv(),
  });
}

function node(args: readonly string[]): Promise<RunResult> {
  return run(process.execPath, args, { cwd: root, env: quietEnv() });
}

function quietEnv(): NodeJS.ProcessEnv {
  return { ...process.env, NX_DAEMON: 'false', NO_COLOR: '1', FORCE_COLOR: '0' };
}

async function judge(result: Promise<RunResult>): Promise<string | undefined> {
  const { code, output } = await result;
  return code === 0 ? undefined : output.trim() === '' ? `it ended with code ${code}` : output;
}
