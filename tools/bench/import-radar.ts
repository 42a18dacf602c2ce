import { createReadStream, createWriteStream, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { loadavg, tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { cpuBetween, readCpu } from '../measure/cpu.ts';
import { provenance } from '../measure/machine.ts';
import { makeOrderFile } from '../order-files/make-order-file.ts';
import { root } from '../start/paths.ts';
import { describeProblem, Problem } from '../start/problem.ts';
import { watchMemory } from './parts/memory.ts';
import { openRunningHub, type RunningHub } from './parts/running-hub.ts';

// A newcomer drops a file on a hub that runs already: the way from the drop to the health radar, and what it takes of memory (J10, ING-16).
const { values } = parseArgs({
  options: {
    'port-offset': { type: 'string', default: '0' },
    data: { type: 'string', default: '.data' },
    orders: { type: 'string', default: '300000' },
    seed: { type: 'string', default: '7' },
    shop: { type: 'string', default: 'dy-flagship' },
    out: { type: 'string', default: 'load-tests/results' },
  },
});
const options = z
  .object({ orders: z.coerce.number().int().min(1).max(1_000_000), seed: z.coerce.number().int(), portOffset: z.coerce.number().int() })
  .parse({ ...values, portOffset: values['port-offset'] });
const budgets = { estimateMs: 10_000, finalMs: 90_000 };
const patienceMs = 900_000;
const lookEveryMs = 1_000;

const uploaded = z.object({ id: z.string() });
const detail = z.object({
  data: z.object({
    historyImport: z.object({
      state: z.string(),
      failure: z.string().nullable(),
      rows: z.number().nullable(),
      orders: z.number().nullable(),
      rowsRead: z.number().nullable(),
      taken: z.number().nullable(),
      refused: z.number().nullable(),
      columns: z.array(z.unknown()),
    }),
  }),
});
const radar = z.object({
  data: z.object({ importRadar: z.object({ final: z.boolean(), orders: z.number(), score: z.number().nullable() }).nullable() }),
});

async function main(): Promise<void> {
  const hub = await openRunningHub({ data: values.data, portOffset: options.portOffset, account: 'operations' });
  const folder = mkdtempSync(join(tmpdir(), 'orderloom-import-'));
  try {
    const file = join(folder, `orders-${options.seed}.csv`);
    const rows = await writeFile(file);
    const before = readCpu(hub.pids());
    const memory = watchMemory(programs(hub));
    const began = performance.now();
    const marks = await dropToRadar(hub, file, () => Math.round(performance.now() - began));
    const memoryUse = memory.stop();
    const use = cpuBetween(before, readCpu(hub.pids()));
    const result = {
      bench: 'import-radar',
      provenance: provenance(new Date()),
      file: { rows, megabytes: Math.round(statSync(file).size / 1_048_576) },
      budgets,
      ...marks,
      memory: memoryUse,
      load: loadavg(),
      cpuSeconds: { hub: inSeconds(use.byName), notOurs: Math.round(use.notOurs / 1_000) },
    };
    const outDir = resolve(root, values.out);
    mkdirSync(outDir, { recursive: true });
    const out = join(outDir, `import-radar-${result.provenance.date.replaceAll(/[:.]/g, '-')}.json`);
    writeFileSync(out, `${JSON.stringify(result, undefined, 2)}\n`);
    for (const [name, one] of Object.entries(memoryUse)) {
      process.stdout.write(`${name.padEnd(24)} ${one.startMb} MB at first, at most ${one.maxMb} MB; ${one.earlyMb} -> ${one.lateMb} MB\n`);
    }
    process.stdout.write(
      `${rows} rows: taken in after ${ms(marks.uploadedMs)}, estimate ${ms(marks.estimateMs)} (${ms(budgets.estimateMs)}), all rows read ${ms(marks.readMs)}, ` +
        `radar ${ms(marks.finalMs)} (${ms(budgets.finalMs)}); ${marks.taken} orders taken, ${marks.refused} rows refused\n` +
        `CPU not the hub's: ${result.cpuSeconds.notOurs} s of ${Math.round((marks.finalMs * result.provenance.machine.cores) / 1_000)} s\n${out}\n`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function writeFile(file: string): Promise<number> {
  const stream = createWriteStream(file);
  let lines = 0;
  for (const line of makeOrderFile({ layout: 'douyin', orders: options.orders, seed: options.seed, until: new Date() })) {
    lines += 1;
    if (!stream.write(line)) await once(stream, 'drain');
  }
  stream.end();
  await once(stream, 'finish');
  return lines - 1;
}

/** As the page does it: the import is started as soon as the columns are guessed and the estimate stands, while the file is still looked at. */
async function dropToRadar(hub: RunningHub, file: string, sinceMs: () => number) {
  const { id } = uploaded.parse(JSON.parse(await upload(hub, file)));
  const uploadedMs = sinceMs();
  let estimateMs: number | undefined;
  let startedMs: number | undefined;
  let readMs: number | undefined;
  while (sinceMs() < patienceMs) {
    const { historyImport: job } = detail.parse(JSON.parse((await hub.ask('HistoryImportDetail', { id })).text)).data;
    const { importRadar } = radar.parse(JSON.parse((await hub.ask('ImportRadar', { id })).text)).data;
    if (job.state === 'FAILED') throw failed(`it failed: ${job.failure ?? 'without a reason'}`);
    if (importRadar !== null) estimateMs ??= sinceMs();
    const mayStart = (job.state === 'READY' || job.state === 'INSPECTING') && job.columns.length > 0;
    if (startedMs === undefined && mayStart && (estimateMs !== undefined || job.state === 'READY')) {
      await hub.ask('StartHistoryImport', { input: { importId: id, shopId: values.shop } });
      startedMs = sinceMs();
    }
    if (job.state === 'DONE') readMs ??= sinceMs();
    if (job.state === 'DONE' && importRadar?.final === true) {
      const finalMs = sinceMs();
      const { taken, refused } = job;
      return { uploadedMs, estimateMs: estimateMs ?? finalMs, startedMs, readMs, finalMs, taken, refused, radar: importRadar };
    }
    await delay(lookEveryMs);
  }
  throw failed(`no radar after ${patienceMs / 1_000} s`);
}

function failed(why: string): Problem {
  return new Problem({ what: 'the import did not come to its radar', why, remedy: 'read the logs of channel-adapter and control-tower' });
}

/** Streamed as a browser does it. */
function upload(hub: RunningHub, file: string): Promise<string> {
  return new Promise((done, fail) => {
    const headers = {
      cookie: hub.cookie,
      origin: hub.gateway,
      'content-type': 'application/octet-stream',
      'x-file-name': encodeURIComponent(basename(file)),
      'content-length': statSync(file).size,
    };
    const sent = request(`${hub.gateway}/imports`, { method: 'POST', headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk: string) => (text += chunk));
      answer.on('end', () => {
        if (answer.statusCode !== undefined && answer.statusCode < 300) done(text);
        else fail(failed(`the door answered ${answer.statusCode} ${text.slice(0, 300)}`));
      });
    });
    sent.on('error', fail);
    createReadStream(file).on('error', fail).pipe(sent);
  });
}

/** Services only: what Postgres shows as resident is mostly memory that its processes share. */
function programs(hub: RunningHub): ReadonlyMap<string, number> {
  return new Map([...hub.pids()].filter(([name]) => ['channel-adapter', 'control-tower', 'gateway', 'nats'].includes(name)));
}

function inSeconds(byName: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(byName).map(([name, used]) => [name, Math.round(used / 100) / 10]));
}

function ms(time: number | undefined): string {
  return time === undefined ? 'never' : `${(time / 1_000).toFixed(1)} s`;
}

try {
  await main();
} catch (error) {
  process.stderr.write(describeProblem(error));
  process.exitCode = 1;
}
