import { spawnSync } from 'node:child_process';
import { homedir } from 'node:os';
import { join } from 'node:path';

const oldest = [2, 12] as const;

/** The nats-server of this machine: NATS_SERVER_BIN, PATH if new enough, or the cache that `npm start` fills. */
export function natsProgram(): string {
  const base =
    process.env['XDG_CACHE_HOME'] ?? (process.platform === 'darwin' ? join(homedir(), 'Library', 'Caches') : join(homedir(), '.cache'));
  const cached = ['2.15.2', '2.15.1', '2.15.0'].map((version) => join(base, 'orderloom', `nats-server-${version}`, 'nats-server'));
  const named = process.env['NATS_SERVER_BIN'];
  const found = [...(named === undefined ? [] : [named]), 'nats-server', ...cached].find(isNewEnough);
  if (found === undefined)
    throw new Error('No nats-server of 2.12 or newer: run `npm start` once, which finds or builds it, or set NATS_SERVER_BIN.');
  return found;
}

function isNewEnough(program: string): boolean {
  const said = spawnSync(program, ['--version'], { encoding: 'utf8' });
  const [, major, minor] = /v(\d+)\.(\d+)\./.exec(said.stdout ?? '') ?? [];
  return Number(major) > oldest[0] || (Number(major) === oldest[0] && Number(minor) >= oldest[1]);
}
