import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { waitUntil } from '../wait.ts';
import { identify } from './process-table.ts';
import { ProcessRecord } from './process-record.ts';
import { Supervised, type ProgramToRun } from './supervised.ts';

const dir = mkdtempSync(join(tmpdir(), 'orderloom-supervised-'));
const begun: Supervised[] = [];

function program(app: string, code: string, graceMs = 3_000): ProgramToRun {
  return {
    app,
    command: process.execPath,
    args: ['-e', code],
    env: process.env,
    cwd: dir,
    logFile: join(dir, 'logs', `${app}.log`),
    marks: ['setInterval', 'process.exit'],
    endBy: 'SIGTERM',
    graceMs,
  };
}

function supervise(of: ProgramToRun, deaths: string[] = []): Supervised {
  const one = new Supervised(of, {
    record: new ProcessRecord(join(dir, `${of.app}.json`)),
    onDeath: (_app, how, pause) => deaths.push(`${how} ${pause}`),
  });
  begun.push(one);
  return one;
}

const lives = async (pid: number | undefined): Promise<boolean> => pid !== undefined && (await identify(pid)) !== undefined;

afterEach(async () => {
  await Promise.all(begun.splice(0).map((one) => one.stop()));
});

describe('a supervised program', () => {
  it('comes back after SIGKILL, as another process', async () => {
    const deaths: string[] = [];
    const one = supervise(program('comes-back', 'setInterval(() => undefined, 1000)'), deaths);
    await one.start();
    const first = one.pid;
    one.signal('SIGKILL');
    expect(await waitUntil(async () => one.pid !== first && (await lives(one.pid)), { deadlineMs: 5_000 })).toBe(true);
    expect(deaths).toEqual(['SIGKILL 200']);
    expect(await lives(first)).toBe(false);
  });

  it('is restarted with growing pauses while it dies at once', async () => {
    const deaths: string[] = [];
    await supervise(program('dies', 'process.exit(3)'), deaths).start();
    expect(await waitUntil(() => Promise.resolve(deaths.length >= 3), { deadlineMs: 5_000 })).toBe(true);
    expect(deaths.slice(0, 3)).toEqual(['code 3 200', 'code 3 400', 'code 3 800']);
  });

  it('stays down once it is told to stop, even in the pause before a restart', async () => {
    const deaths: string[] = [];
    const one = supervise(program('stays-down', 'process.exit(3)'), deaths);
    await one.start();
    await waitUntil(() => Promise.resolve(deaths.length === 1), { deadlineMs: 5_000 });
    await one.stop();
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect([deaths.length, one.pid]).toEqual([1, undefined]);
  });

  it('takes its children with it when it has to be killed', async () => {
    const code = `
      const child = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)']);
      console.log(child.pid);
      process.on('SIGTERM', () => undefined);
      setInterval(() => undefined, 1000);`;
    const one = supervise(program('stubborn', code, 300));
    await one.start();
    const log = join(dir, 'logs', 'stubborn.log');
    await waitUntil(() => Promise.resolve(/\d+\n/.test(readFileSync(log, 'utf8'))), { deadlineMs: 5_000 });
    const grandchild = Number(readFileSync(log, 'utf8').trim());
    expect(await lives(grandchild)).toBe(true);
    await one.stop();
    expect(await waitUntil(async () => !(await lives(grandchild)), { deadlineMs: 3_000 })).toBe(true);
  });
});

describe('the record of running processes', () => {
  it('ends at the next start what a killed supervisor left behind', async () => {
    const one = supervise(program('orphan', 'setInterval(() => undefined, 1000)'));
    await one.start();
    const pid = one.pid;
    // A new record over the same file is what the next start has; the supervision is told nothing.
    const ended = await new ProcessRecord(join(dir, 'orphan.json')).endOrphans();
    expect(ended).toEqual(['orphan']);
    expect(await waitUntil(async () => !(await lives(pid)), { deadlineMs: 3_000 })).toBe(true);
  });

  it('spares a process that only has the number of a recorded one', async () => {
    const file = join(dir, 'reused.json');
    const one = supervise(program('reused', 'setInterval(() => undefined, 1000)'));
    await one.start();
    const recorded = JSON.parse(readFileSync(join(dir, 'reused.json'), 'utf8')).map((known: object) => ({ ...known, startedAt: '1' }));
    writeFileSync(file, JSON.stringify(recorded));
    expect(await new ProcessRecord(file).endOrphans()).toEqual([]);
    expect(await lives(one.pid)).toBe(true);
  });
});
