import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { startSystem, type System } from './system.ts';
import type { Progress } from './progress.ts';
import { waitUntil } from './wait.ts';
import { createDatabases, inDatabase } from './parts/postgres.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'orderloom-system-'));
// Below 32,768: a system hands out the ports above to outgoing connections, of which one may stand where we listen.
const portOffset = 15_000 + (process.pid % 450) * 20;
const options = { dataDir, portOffset, services: [] };

async function query(system: System, sql: string): Promise<readonly unknown[]> {
  const client = new pg.Client({ connectionString: inDatabase(system.databaseBase ?? '', 'orderloom_test') });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

const answers = (system: System, sql: string): Promise<boolean> =>
  query(system, sql).then(
    () => true,
    () => false,
  );

const natsIsUp = async (system: System): Promise<boolean> =>
  (await fetch(`${system.addresses.url('nats', 'monitor')}/healthz`).catch(() => undefined))?.ok === true;

function processesOf(dir: string): readonly string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
        return command.includes(dir) && Number(pid) !== process.pid ? [command] : [];
      } catch {
        return [];
      }
    });
}

describe.skipIf(process.platform !== 'linux')('a running system', () => {
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

  it('has its record and its broker back after each was killed, and loses nothing that was committed', async () => {
    const system = await startSystem(options);
    try {
      await createDatabases(system.databaseBase ?? '', ['orderloom_test']);
      await query(system, 'create table kept (id int primary key); insert into kept values (1)');
      system.kill('postgres', 'SIGKILL');
      system.kill('nats', 'SIGKILL');
      expect(await waitUntil(() => answers(system, 'insert into kept values (2)'), { deadlineMs: 30_000 })).toBe(true);
      expect(await waitUntil(() => natsIsUp(system), { deadlineMs: 30_000 })).toBe(true);
      expect(await query(system, 'select id from kept order by id')).toEqual([{ id: 1 }, { id: 2 }]);
    } finally {
      await system.stop();
    }
    expect(processesOf(dataDir)).toEqual([]);
  });

  it('refuses a second start in the same folder, and one on the same addresses in another', async () => {
    const system = await startSystem(options);
    const other = mkdtempSync(join(tmpdir(), 'orderloom-other-'));
    try {
      await expect(startSystem(options)).rejects.toThrow(/in use/);
      await expect(startSystem({ ...options, dataDir: other })).rejects.toThrow(/something else listens .*postgres/);
      expect(await answers(system, 'select 1')).toBe(true);
    } finally {
      await system.stop();
      rmSync(other, { recursive: true, force: true });
    }
  });

  it('starts again over what a killed supervisor left running, with the data it had', async () => {
    const supervisor = spawn(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `import { startSystem } from ${JSON.stringify(join(import.meta.dirname, 'system.ts'))};
         await startSystem(${JSON.stringify(options)});
         process.stdout.write('ready');
         setInterval(() => undefined, 1000);`,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    await new Promise((resolve) => supervisor.stdout.once('data', resolve));
    supervisor.kill('SIGKILL');
    await new Promise((resolve) => supervisor.once('exit', resolve));
    expect(processesOf(dataDir).some((command) => command.includes('nats-server'))).toBe(true);

    const system = await startSystem(options);
    expect(await query(system, 'select id from kept order by id')).toEqual([{ id: 1 }, { id: 2 }]);
    await system.stop();
    expect(processesOf(dataDir)).toEqual([]);
  });

  it('ends what it had begun when its start is called off', async () => {
    const ending = new AbortController();
    const progress: Progress = {
      note: () => undefined,
      step: (title, work) => {
        if (title.startsWith('NATS')) ending.abort(new Error('called off'));
        return work();
      },
    };
    const starting = startSystem({ ...options, progress, signal: ending.signal });
    await expect(starting).rejects.toThrow('called off');
    expect(processesOf(dataDir)).toEqual([]);
  });
});
