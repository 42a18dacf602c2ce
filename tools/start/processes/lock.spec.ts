import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { lockDataDir } from './lock.ts';
import { identify } from './process-table.ts';

function emptyDir(): string {
  return mkdtempSync(join(tmpdir(), 'orderloom-lock-'));
}

describe('the lock of a data folder', () => {
  it('refuses a second start and says which process has it', async () => {
    const dir = emptyDir();
    const lock = await lockDataDir(dir);
    await expect(lockDataDir(dir)).rejects.toMatchObject({
      what: expect.stringContaining(dir),
      why: expect.stringContaining(String(process.pid)),
      remedy: expect.stringContaining('--port-offset'),
    });
    lock.release();
    (await lockDataDir(dir)).release();
  });

  it('is taken over from a process that was killed', async () => {
    const dir = emptyDir();
    const child = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)']);
    const identity = await identify(child.pid ?? 0);
    writeFileSync(join(dir, 'start.lock'), JSON.stringify(identity));
    await expect(lockDataDir(dir)).rejects.toThrow(/in use/);
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('exit', resolve));
    (await lockDataDir(dir)).release();
  });

  it('is taken over when another process has got the number since', async () => {
    const dir = emptyDir();
    writeFileSync(join(dir, 'start.lock'), JSON.stringify({ pid: process.pid, startedAt: '1', command: 'long gone' }));
    const lock = await lockDataDir(dir);
    expect(readFileSync(join(dir, 'start.lock'), 'utf8')).toContain(String(process.pid));
    lock.release();
  });

  it('goes to one of many that find a dead lock at once', async () => {
    const dir = emptyDir();
    writeFileSync(join(dir, 'start.lock'), '{"pid":999999999,"startedAt":"1","command":""}');
    const outcomes = await Promise.all([1, 2, 3, 4].map(() => tryInAnotherProcess(dir)));
    expect(outcomes.toSorted()).toEqual(['got it', 'refused', 'refused', 'refused']);
  });
});

const attempt = `
  import { lockDataDir } from ${JSON.stringify(join(import.meta.dirname, 'lock.ts'))};
  try {
    await lockDataDir(process.argv[1]);
    process.stdout.write('got it');
    setTimeout(() => undefined, 1500);
  } catch {
    process.stdout.write('refused');
  }`;

function tryInAnotherProcess(dir: string): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', attempt, dir], { stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.once('close', () => resolve(said));
  });
}
