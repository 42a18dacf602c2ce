import { spawn } from 'node:child_process';
import { fromRoot } from '../start/paths.ts';

// Everything, the slow included: the checks, then every test with its campaigns at full length.
const steps: readonly (readonly [string, NodeJS.ProcessEnv])[] = [
  ['check', {}],
  ['test', { HUB_FULL: '1' }],
];

function runTask(task: string, env: NodeJS.ProcessEnv): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [fromRoot('tools', task, 'main.ts')], { env: { ...process.env, ...env }, stdio: 'inherit' });
    child.once('error', () => resolve(127));
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

let worst = 0;
for (const [task, env] of steps) {
  process.stdout.write(`\n##### ${task}\n`);
  worst = Math.max(worst, await runTask(task, env));
}
process.exitCode = worst;
