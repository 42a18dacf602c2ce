import { run, tailOf } from '../start/programs/run.ts';
import { fromRoot, root } from '../start/paths.ts';
import { Problem } from '../start/problem.ts';

/** Text with which the boundary rule gives up, and ends with success. */
export const giveUpText = 'No cached ProjectGraph';

/** Makes Nx write its project graph. Without one the boundary rule checks nothing and says so only in passing. */
export async function buildProjectGraph(): Promise<readonly string[]> {
  const shown = await run(process.execPath, [fromRoot('node_modules', 'nx', 'dist', 'bin', 'nx.js'), 'show', 'projects'], {
    cwd: root,
    env: { ...process.env, NX_DAEMON: 'false', NX_NO_CLOUD: 'true', NX_TUI: 'false' },
    deadlineMs: 120_000,
  });
  const projects = shown.output.split('\n').filter((line) => line.startsWith('@orderloom/'));
  if (shown.code === 0 && projects.length > 0) return projects;
  throw new Problem({
    what: 'the project graph was not made',
    why: tailOf(shown.output),
    remedy: 'run `npx nx show projects` and mend what it names',
  });
}
