// Plain JavaScript for any Node >= 20, without a dependency: it runs before there is a node_modules.
// It installs what is missing and hands over to Node 24, which comes through npm and runs the TypeScript tasks.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, utimesSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const tasks = ['start', 'seed', 'test', 'check', 'verify', 'bench', 'load', 'screenshots'];

/** @returns {never} */
function fail(what, why, remedy) {
  process.stderr.write(`\nOrderloom could not go on.\n  What: ${what}\n  Why:  ${why}\n  Do:   ${remedy}\n`);
  process.exit(1);
}

function requireNode20() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 20) {
    fail(
      'this needs Node 20 or newer to begin',
      `it was started by Node ${process.versions.node}`,
      'install Node 20 or newer, then run the same command again',
    );
  }
}

function changedAt(path) {
  return existsSync(path) ? statSync(path).mtimeMs : 0;
}

// Compared by what is installed, not by file times: a clone, a checkout and an editor all set times that mean nothing.
// npm writes node_modules/.package-lock.json last, so an interrupted installation is noticed too.
function dependenciesAreCurrent() {
  const wanted = packagesOf(join(root, 'package-lock.json'));
  const installed = packagesOf(join(root, 'node_modules', '.package-lock.json'));
  if (wanted === undefined || installed === undefined || !existsSync(node24())) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (!path.includes('node_modules/') || entry.link || entry.optional || entry.devOptional) return true;
    return installed[path]?.version === entry.version;
  });
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

function node24() {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  return join(root, 'node_modules', 'node', 'bin', name);
}

// Two commands started together must not both empty node_modules; mkdir is the one atomic step every file system has.
async function withInstallLock(work) {
  const lock = join(root, '.data', 'install.lock');
  mkdirSync(dirname(lock), { recursive: true });
  const begun = Date.now();
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch {
      if (Date.now() - changedAt(lock) > 60_000) rmSync(lock, { recursive: true, force: true });
      else if (Date.now() - begun > 900_000) {
        fail(
          'the dependencies are being installed by another command',
          `it has not ended for 15 minutes (${lock})`,
          'end it, then run this command again',
        );
      } else await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
  const release = () => rmSync(lock, { recursive: true, force: true });
  process.once('exit', release);
  const beat = setInterval(() => {
    if (existsSync(lock)) utimesSync(lock, new Date(), new Date());
  }, 5_000);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    process.removeListener('exit', release);
    release();
  }
}

function runNpm(arguments_) {
  // npm tells its scripts where it is; without it (task started by hand) the one on PATH is used.
  const cli = process.env['npm_execpath'];
  const [command, first] = cli !== undefined && cli.endsWith('.js') ? [process.execPath, [cli]] : ['npm', []];
  return new Promise((resolve) => {
    const child = spawn(command, [...first, ...arguments_], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      // npm hands its own settings down as npm_config_*: those of the outer call must not change an installation.
      env: Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_(package|lifecycle)_/.test(name))),
      shell: process.platform === 'win32',
    });
    // Under npm the shell between may die without a word; its child must not outlive it.
    const parent = process.ppid;
    if (process.env['npm_lifecycle_event'] !== undefined) {
      setInterval(() => process.ppid === parent || child.kill('SIGTERM'), 1_000).unref();
    }
    // A terminal reaches npm by itself; a signal sent to this process alone must not leave it installing on.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.once(signal, () => {
        child.kill('SIGTERM');
        process.exit(130);
      });
    }
    child.once('error', () => resolve(127));
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

async function installDependencies() {
  if (dependenciesAreCurrent()) return;
  await withInstallLock(async () => {
    if (dependenciesAreCurrent()) return;
    const began = Date.now();
    process.stdout.write('… dependencies: npm ci (once, and again when package-lock.json changes)\n');
    const heartbeat = setInterval(() => {
      process.stdout.write(`… dependencies: still installing, ${Math.round((Date.now() - began) / 1000)} s\n`);
    }, 15_000);
    const code = await runNpm(['ci', '--no-audit', '--no-fund', '--loglevel=error']);
    clearInterval(heartbeat);
    if (code !== 0) {
      fail(
        'the dependencies were not installed',
        `npm ci ended with code ${code}; its message is above`,
        'check that the package registry can be reached (npm ping), then run the same command again',
      );
    }
    if (!existsSync(node24())) {
      fail(
        'Node 24 is missing',
        'npm did not run the install script of the package `node`',
        'run `npm rebuild node`, then the same command again',
      );
    }
    process.stdout.write(`✓ dependencies (${Math.round((Date.now() - began) / 1000)} s)\n`);
  });
}

function handOver(task, rest) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeAllListeners(signal);
  const usable = spawnSync(node24(), ['--version'], { encoding: 'utf8' });
  if (usable.status !== 0 || !usable.stdout.startsWith('v24.')) {
    fail('Node 24 does not run', String(usable.error?.message ?? usable.stderr), 'remove node_modules and run the same command again');
  }
  const child = spawn(node24(), [join(root, 'tools', task, 'main.ts'), ...rest], {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      PATH: [join(root, 'node_modules', '.bin'), process.env['PATH'] ?? ''].join(process.platform === 'win32' ? ';' : ':'),
    },
  });
  // A terminal sends Ctrl-C to the child as well; a supervisor may send it to this process only. The child counts the
  // signals it has seen within one second as one.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  // Under npm the shell between may die without a word; its child must not outlive it.
  const parent = process.ppid;
  if (process.env['npm_lifecycle_event'] !== undefined) {
    setInterval(() => process.ppid === parent || child.kill('SIGTERM'), 1_000).unref();
  }
  child.once('error', (error) =>
    fail(`the task ${task} could not be started`, error.message, 'remove node_modules and run the same command again'),
  );
  child.once('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 128)));
}

const [task, ...rest] = process.argv.slice(2);
requireNode20();
if (task === undefined || !tasks.includes(task)) {
  fail(`there is no task "${task ?? ''}"`, `the tasks are ${tasks.join(', ')}`, 'run one of them, for example `npm start`');
}
await installDependencies();
handOver(task, rest);
