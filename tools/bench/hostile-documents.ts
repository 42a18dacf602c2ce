import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { cpuBetween, readCpu } from '../measure/cpu.ts';
import { provenance } from '../measure/machine.ts';
import { cpuOf, wholeOf } from './hostile/cpu-of.ts';
import { hostileRequests } from './hostile/documents.ts';
import { dearestOf, isRefused, costOf, sendInRounds, sendOne, type Ask } from './hostile/rounds.ts';
import { issueKey } from './parts/issue-key.ts';
import { onCleanSystem } from './parts/on-clean-system.ts';
import { writeFigures } from './stock/figures.ts';

// R11: what does a hostile document cost the gateway, and what is left for everybody else meanwhile?
const { values } = parseArgs({
  options: {
    documents: { type: 'string', default: '500' },
    times: { type: 'string', default: '2' },
    rate: { type: 'string', default: '50' },
    rounds: { type: 'string', default: '9' },
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
    rounds: whole.min(1).max(25),
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

await onCleanSystem({ data: values.data, portOffset: options.portOffset }, async ({ system, progress }) => {
  const url = `${system.addresses.url('gateway', 'http')}/graphql`;
  // The limits of a key must not hide what a document costs: this one has room for all.
  const key = await issueKey(system.addresses.url('gateway', 'http'), system.secrets.demoPassword, {
    requestsPerMinute: 60_000,
    costPerMinute: 10_000_000,
  });
  const pid = system.pid('gateway');
  if (pid === undefined) throw new Error('the gateway has no process');
  const ask: Ask = async (body, headers = {}) => {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}`, ...headers },
      body,
    });
    return { status: answer.status, text: await answer.text() };
  };
  const honest = JSON.stringify({ query: honestDocument, variables: { search: 'DY2026' } });

  await progress.step('warming the engine up', async () => {
    for (let nth = 0; nth < 500; nth += 1) await ask(honest);
    for (const one of hostileRequests(1_000, options.seed + 1)) await sendOne(pid, ask, one, 1);
  });
  const idle = await progress.step('what the idle gateway uses', async () => {
    const before = wholeOf(cpuOf(pid));
    await delay(5_000);
    return (wholeOf(cpuOf(pid)) - before) / 5_000;
  });
  const cpuBefore = readCpu(new Map([['gateway', pid]]));
  const began = Date.now();
  const refused = await progress.step(`${options.documents} hostile documents in ${options.rounds} rounds`, () =>
    sendInRounds(pid, ask, hostileRequests(options.documents, options.seed), options),
  );

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
  const cpu = refused.map(costOf).toSorted((a, b) => a - b);
  const single = refused.flatMap(({ rounds }) => rounds.map(wholeOf));
  const dearest = refused.toSorted((a, b) => wholeOf(dearestOf(b)) - wholeOf(dearestOf(a))).slice(0, 5);
  const at = (share: number): number => cpu[Math.min(cpu.length - 1, Math.floor(cpu.length * share))] ?? Number.NaN;
  const byFamily = Object.fromEntries(
    [...Map.groupBy(refused, ({ family }) => family)].map(([family, list]) => [
      family,
      {
        documents: list.length,
        codes: [...new Set(list.flatMap(({ codes, statuses }) => `${statuses.join('/')} ${codes.join('/')}`))],
        greatestCpuMs: Math.max(...list.map(costOf)),
        dearestRoundMs: Math.max(...list.map((one) => wholeOf(dearestOf(one)))),
      },
    ]),
  );
  writeFigures(values.out, {
    bench: 'hostile-documents',
    provenance: provenance(new Date()),
    options,
    idleMsPerSecond: idle * 1000,
    byFamily,
    dearest: dearest.map((one) => ({ family: one.family, medianMs: costOf(one), rounds: one.rounds })),
    pairs,
    goals: {
      'documents that were refused': refused.filter(isRefused).length,
      'documents that were not': refused.filter((one) => !isRefused(one)).length,
      'R11 CPU of one, median, ms': at(0.5),
      'R11 CPU of one, p99, ms': at(0.99),
      'R11 CPU of one, greatest, ms (pass 5)': cpu.at(-1) ?? Number.NaN,
      'mean of all rounds, collections of the engine and all, ms': single.reduce((sum, ms) => sum + ms, 0) / single.length,
      'dearest single round of any, ms': Math.max(...single),
      [`rounds above 5 ms, of ${single.length}`]: single.filter((ms) => ms > 5).length,
      'R11 honest traffic beside, least share of pairs (pass 0.9)': Math.min(...pairs.map(({ share }) => share)),
    },
    cpu: { windowMs: Date.now() - began, use },
  });
  for (const [family, { codes, greatestCpuMs, dearestRoundMs }] of Object.entries(byFamily))
    process.stdout.write(
      `${family.padEnd(22)} ${greatestCpuMs.toFixed(2).padStart(8)} ms (dearest round ${dearestRoundMs.toFixed(2)})  ${codes.join(', ')}\n`,
    );
});
