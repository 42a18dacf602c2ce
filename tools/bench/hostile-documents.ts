import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { startCleanSystem } from '../../load-tests/runner/clean-system.ts';
import { cpuBetween, readCpu } from '../measure/cpu.ts';
import { provenance } from '../measure/machine.ts';
import { endOnSignals } from '../start/ending.ts';
import { root } from '../start/paths.ts';
import { describeProblem } from '../start/problem.ts';
import { printProgress } from '../start/progress.ts';
import { hostileRequests, type HostileRequest } from './hostile/documents.ts';
import { writeFigures } from './stock/figures.ts';

// R11: what does a hostile document cost the gateway, and what is left for everybody else meanwhile?
const { values } = parseArgs({
  options: {
    documents: { type: 'string', default: '500' },
    times: { type: 'string', default: '8' },
    rate: { type: 'string', default: '50' },
    groups: { type: 'string', default: '3' },
    'honest-rate': { type: 'string', default: '40' },
    seconds: { type: 'string', default: '10' },
    pairs: { type: 'string', default: '3' },
    seed: { type: 'string', default: '20261122' },
    'port-offset': { type: 'string', default: '7000' },
    data: { type: 'string', default: '.data-load' },
    out: { type: 'string', default: 'load-tests/results' },
  },
});
const whole = z.coerce.number().int();
const options = z
  .object({
    documents: whole.min(1).max(5_000),
    times: whole.min(1).max(50),
    groups: whole.min(1).max(10),
    rate: whole.min(1),
    honestRate: whole.min(1),
    seconds: whole.min(1),
    pairs: whole.min(1).max(10),
    seed: whole,
    portOffset: whole,
  })
  .parse({ ...values, portOffset: values['port-offset'], honestRate: values['honest-rate'] });

const honestDocument = `query Honest($search: String) { orders(first: 20, filter: { search: $search }) {
  nodes { id status currentGate stuck paidAmount { minor currency } gates { gate state } } pageInfo { hasNextPage endCursor } } }`;

interface Honest {
  readonly offered: number;
  readonly kept: number;
  readonly p50: number | undefined;
  readonly p95: number | undefined;
}

interface Refused {
  readonly family: string;
  readonly statuses: readonly number[];
  readonly codes: readonly string[];
  readonly cpuMs: number;
}

/** CPU of a process and all its threads, in milliseconds, as the scheduler counted it. */
function cpuOf(pid: number): number {
  const tasks = readdirSync(`/proc/${pid}/task`);
  return tasks.reduce((sum, task) => sum + Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ')[0]), 0) / 1e6;
}

const ending = endOnSignals((text) => process.stdout.write(text));
try {
  const progress = printProgress();
  const services = [
    'sandbox',
    'channel-adapter',
    'order',
    'inventory',
    'fulfilment',
    'finance-reconciliation',
    'control-tower',
    'messenger',
    'gateway',
  ];
  const clean = await startCleanSystem(
    { dataDir: resolve(root, values.data), portOffset: options.portOffset, commandCenter: false, keepData: false, services },
    progress,
    ending,
  );
  try {
    const { system } = clean;
    const url = `${system.addresses.url('gateway', 'http')}/graphql`;
    // The limits of a key must not hide what a document costs: this one has room for all.
    const key = await issueKey(system.addresses.url('gateway', 'http'), system.secrets.demoPassword, {
      requestsPerMinute: 60_000,
      costPerMinute: 10_000_000,
    });
    const pid = system.pid('gateway');
    if (pid === undefined) throw new Error('the gateway has no process');
    const ask = async (
      body: HostileRequest['body'],
      headers: Readonly<Record<string, string>> = {},
    ): Promise<{ readonly status: number; readonly text: string }> => {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${key}`, ...headers },
        body,
      });
      return { status: answer.status, text: await answer.text() };
    };
    const honest = JSON.stringify({ query: honestDocument, variables: { search: 'DY2026' } });

    // The kernel may count CPU in ticks of some milliseconds, so a document is sent several times over; and other programs of the machine
    // may be counted in, so the least of some such groups is taken: what a document costs comes back each time, what they cost does not.
    const send = async (one: HostileRequest, groups = options.groups, times = options.times): Promise<Refused> => {
      const answers: Awaited<ReturnType<typeof ask>>[] = [];
      let cpuMs = Number.POSITIVE_INFINITY;
      for (let group = 0; group < groups; group += 1) {
        const before = cpuOf(pid);
        for (let nth = 0; nth < times; nth += 1) answers.push(await ask(one.body, one.headers));
        // The answer is sent before the request is tidied up; what comes after belongs to it.
        await delay(4);
        cpuMs = Math.min(cpuMs, (cpuOf(pid) - before) / times);
      }
      const codes = answers.map(({ text }) => /"code":\s*"([A-Z_]+)"/.exec(text)?.[1] ?? (text.includes('"data"') ? 'ANSWERED' : 'NONE'));
      return { family: one.family, statuses: [...new Set(answers.map(({ status }) => status))], codes: [...new Set(codes)], cpuMs };
    };
    await progress.step('warming the engine up', async () => {
      for (let nth = 0; nth < 500; nth += 1) await ask(honest);
      for (const one of hostileRequests(1_000, options.seed + 1)) await send(one, 1, 1);
    });
    const idle = await progress.step('what the idle gateway uses', async () => {
      const before = cpuOf(pid);
      await delay(5_000);
      return (cpuOf(pid) - before) / 5_000;
    });
    const cpuBefore = readCpu(new Map([['gateway', pid]]));
    const began = Date.now();
    const refused = await progress.step(`${options.documents} hostile documents`, async () => {
      const all: Refused[] = [];
      for (const one of hostileRequests(options.documents, options.seed)) all.push(await send(one));
      return all;
    });

    // Offered at a steady pace, as by people and programs who do not wait for one another; what is not there within a second is lost.
    const honestTraffic = async (until: number): Promise<Honest> => {
      const times: number[] = [];
      const going: Promise<void>[] = [];
      const first = Date.now();
      const one = async (): Promise<void> => {
        const sentAt = performance.now();
        const { status, text } = await ask(honest);
        const ms = performance.now() - sentAt;
        if (status === 200 && !text.includes('"errors"') && ms <= 1_000) times.push(ms);
      };
      for (let nth = 0; Date.now() < until; nth += 1) {
        going.push(one());
        await delay(Math.max(0, first + ((nth + 1) * 1000) / options.honestRate - Date.now()));
      }
      await Promise.all(going);
      const sorted = times.toSorted((a, b) => a - b);
      return {
        offered: going.length,
        kept: times.length,
        p50: sorted[Math.floor(sorted.length * 0.5)],
        p95: sorted[Math.floor(sorted.length * 0.95)],
      };
    };
    const stranger = await issueKey(system.addresses.url('gateway', 'http'), system.secrets.demoPassword);
    const attackUntil = (until: number): Promise<unknown> =>
      new Promise((resolve, reject) => {
        const worker = new Worker(new URL('hostile/attacker.ts', import.meta.url), {
          workerData: { url, key: stranger, rate: options.rate, until, seed: options.seed + 2 },
        });
        worker.once('message', resolve);
        worker.once('error', reject);
      });
    const pairs = [];
    for (let nth = 1; nth <= options.pairs; nth += 1) {
      pairs.push(
        await progress.step(`pair ${nth} of ${options.pairs}: honest traffic alone, then beside the hostile key`, async () => {
          const alone = await honestTraffic(Date.now() + options.seconds * 1000);
          const until = Date.now() + options.seconds * 1000;
          // On a thread of its own: what it costs to make and send them is not the honest client's.
          const [beside, attack] = await Promise.all([honestTraffic(until), attackUntil(until)]);
          return { alone, beside, share: beside.kept / beside.offered / (alone.kept / alone.offered), attack };
        }),
      );
    }
    const use = cpuBetween(cpuBefore, readCpu(new Map([['gateway', pid]])));
    const cpu = refused.map(({ cpuMs }) => cpuMs).toSorted((a, b) => a - b);
    const at = (share: number): number => cpu[Math.min(cpu.length - 1, Math.floor(cpu.length * share))] ?? Number.NaN;
    const byFamily = Object.fromEntries(
      [...Map.groupBy(refused, ({ family }) => family)].map(([family, list]) => [
        family,
        {
          documents: list.length,
          codes: [...new Set(list.flatMap(({ codes, statuses }) => `${statuses.join('/')} ${codes.join('/')}`))],
          greatestCpuMs: Math.max(...list.map(({ cpuMs }) => cpuMs)),
        },
      ]),
    );
    writeFigures(values.out, {
      bench: 'hostile-documents',
      provenance: provenance(new Date()),
      options,
      idleMsPerSecond: idle * 1000,
      byFamily,
      pairs,
      goals: {
        'documents that were refused': refused.filter(isRefused).length,
        'documents that were not': refused.filter((one) => !isRefused(one)).length,
        'R11 CPU of one, median, ms': at(0.5),
        'R11 CPU of one, p99, ms': at(0.99),
        'R11 CPU of one, greatest, ms (pass 5)': cpu.at(-1) ?? Number.NaN,
        'R11 honest traffic beside, least share of pairs (pass 0.9)': Math.min(...pairs.map(({ share }) => share)),
      },
      cpu: { windowMs: Date.now() - began, use },
    });
    for (const [family, { codes, greatestCpuMs }] of Object.entries(byFamily))
      process.stdout.write(`${family.padEnd(22)} ${greatestCpuMs.toFixed(2).padStart(8)} ms  ${codes.join(', ')}\n`);
    if (clean.deaths.length > 0) throw new Error(`died under way: ${clean.deaths.join(', ')} (${join(values.data, 'logs')})`);
  } finally {
    await clean.end();
  }
} catch (error) {
  process.stderr.write(describeProblem(error));
  process.exitCode = 1;
}
process.exit();

function isRefused({ statuses, codes }: Refused): boolean {
  return statuses.every((status) => status >= 400 && status < 500) && !codes.includes('RATE_LIMITED') && !codes.includes('NONE');
}

/** A key with the usual limits, as a partner would get it. */
async function issueKey(gateway: string, password: string, limits: object = {}): Promise<string> {
  const json = { 'content-type': 'application/json' };
  const entered = await fetch(`${gateway}/auth/sign-in`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify({ account: 'admin', password }),
  });
  const cookie = entered.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const wish = { partner: 'Stranger', contactRole: 'IT', label: 'bench', environment: 'live', scopes: ['orders:read'], ...limits };
  const issued = await fetch(`${gateway}/keys/issue`, { method: 'POST', headers: { ...json, cookie }, body: JSON.stringify(wish) });
  return z.object({ key: z.string() }).parse(await issued.json()).key;
}
