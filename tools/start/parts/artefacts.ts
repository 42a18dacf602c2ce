import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fromRoot } from '../paths.ts';
import { Problem } from '../problem.ts';
import { run } from '../programs/run.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { hashOfFiles, unlessDoneFor } from './stale.ts';

/** Everything that is made from sources and not committed, or committed and checked. Each is skipped when it is current. */
export async function makeContracts(signal?: AbortSignal): Promise<string> {
  return runTool('the contracts', ['libs/contracts/generate.mjs'], signal);
}

export async function makeTypes(signal?: AbortSignal): Promise<string> {
  return runTool('the GraphQL types', ['tools/codegen/main.ts'], signal);
}

export async function makeSupergraph(signal?: AbortSignal): Promise<string> {
  return runTool('the supergraph', ['tools/compose-supergraph/main.ts'], signal);
}

const buildInputs = ['src/**', 'messages/**', 'public/**', '*.ts', '*.mjs', '*.json'];

/** Builds the screens for production, unless they are current. One build at a time: they share a folder. */
export function buildCommandCenter(signal?: AbortSignal): Promise<string> {
  return oneAtATime(fromRoot('node_modules', '.cache', 'orderloom', 'build'), () => build(signal), signal);
}

async function build(signal?: AbortSignal): Promise<string> {
  const app = fromRoot('apps', 'command-center');
  const hash = hashOfFiles(app, buildInputs, [hashOfFiles(fromRoot(), ['package-lock.json'])]);
  return unlessDoneFor(hash, join(app, '.next', 'orderloom-sources'), async () => {
    const built = await run(process.execPath, [fromRoot('node_modules', 'next', 'dist', 'bin', 'next'), 'build'], {
      cwd: app,
      env: { ...withTools(), NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', CI: '1' },
      ...(signal === undefined ? {} : { signal }),
    });
    if (built.code === 0) return;
    throw new Problem({ what: 'the command center was not built', why: built.output.trim(), remedy: 'mend what next build names' });
  });
}

async function runTool(title: string, args: readonly string[], signal?: AbortSignal): Promise<string> {
  if (!existsSync(fromRoot(args[0] ?? ''))) return 'not there yet';
  const made = await run(process.execPath, args, { cwd: fromRoot(), env: withTools(), ...(signal === undefined ? {} : { signal }) });
  if (made.code === 0) return made.output.trim().split('\n').at(-1) ?? '';
  throw new Problem({
    what: `${title} could not be made`,
    why: made.output.trim(),
    remedy: `run \`node ${args.join(' ')}\` and mend what it names`,
  });
}

function withTools(): NodeJS.ProcessEnv {
  return { ...process.env, PATH: `${fromRoot('node_modules', '.bin')}${delimiter}${process.env['PATH'] ?? ''}` };
}
