import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createHistogram, performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { z } from 'zod';
import { provenance } from '../measure/machine.ts';
import { readAddresses } from '../start/addresses.ts';
import { readOrMakeSecrets } from '../start/parts/secrets.ts';
import { databaseUrl } from '../start/parts/services.ts';
import { root } from '../start/paths.ts';
import { Problem } from '../start/problem.ts';

// The list over a seeded hub that runs already (npm run seed -- --orders 1000000), asked through the gateway as the screens ask.
const { values } = parseArgs({
  options: {
    'port-offset': { type: 'string', default: '0' },
    data: { type: 'string', default: '.data' },
    rounds: { type: 'string', default: '12' },
    out: { type: 'string', default: 'load-tests/results' },
  },
});
const rounds = z.coerce.number().int().min(2).max(500).parse(values.rounds);
const addresses = readAddresses(z.coerce.number().int().parse(values['port-offset']));
const gateway = addresses.url('gateway', 'http');
const secrets = readOrMakeSecrets(join(resolve(root, values.data), 'secrets.json'));

const LIST = `query List($filter: OrderFilter, $sort: OrderSort, $first: Int, $after: String) {
  orders(filter: $filter, sort: $sort, first: $first, after: $after) {
    nodes { id channel status stuck dueAt owner currentGate maskedName district paidAmount { minor } placedAt warehouses carriers holdReasons possibleDeeds waiting { waitedMs } }
    pageInfo { hasNextPage endCursor }
    totalCount totalIsExact totalAmount { minor }
  }
}`;
const ONE =
  'query One($id: ID!) { order(id: $id) { id twin { id status answer { code parameters { name value } } gates { gate state passedAt stuckAt } story(first: 50) { totalCount nodes { id type occurredAt } } sources { system facts } } } }';
const ROWS_ONLY = LIST.replace('totalCount totalIsExact totalAmount { minor }', '');

const listAnswer = z.object({
  data: z.object({
    orders: z.object({
      nodes: z.array(z.object({ id: z.string() })),
      pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
      totalCount: z.number().optional(),
    }),
  }),
});

/** Filters and sorts of the page, common and rare. */
const cases: readonly { readonly name: string; readonly variables: object }[] = [
  { name: 'newest', variables: {} },
  { name: 'oldest', variables: { sort: 'OLDEST' } },
  { name: 'time left', variables: { sort: 'DUE' } },
  { name: 'highest amount', variables: { sort: 'AMOUNT' } },
  { name: 'lowest amount', variables: { sort: 'AMOUNT_LEAST' } },
  { name: 'longest waiting', variables: { sort: 'WAITING' } },
  { name: 'stuck, time left', variables: { filter: { stuck: true }, sort: 'DUE' } },
  { name: 'stuck for 4 h', variables: { filter: { stuckLongerThanMinutes: 240 }, sort: 'DUE' } },
  { name: 'held', variables: { filter: { statuses: ['HELD'] } } },
  { name: 'gate 5', variables: { filter: { gates: [5] } } },
  { name: 'one channel, by amount', variables: { filter: { channels: ['WX'] }, sort: 'AMOUNT' } },
  { name: 'one warehouse', variables: { filter: { warehouses: ['WH-CD'] } } },
  { name: 'one warehouse, time left', variables: { filter: { warehouses: ['WH-CD'] }, sort: 'DUE' } },
  { name: 'one product, by amount', variables: { filter: { skus: ['TEA-PUER-357'] }, sort: 'AMOUNT' } },
  { name: 'amount range', variables: { filter: { amountFrom: '100000' } } },
  { name: 'one week of two months ago, by amount', variables: { filter: window(67, 60), sort: 'AMOUNT' } },
  { name: 'one week of two months ago, time left', variables: { filter: window(67, 60), sort: 'DUE' } },
  { name: 'paid in one day of last month', variables: { filter: paidWindow(31, 30) } },
  { name: 'cancelled', variables: { filter: { statuses: ['CANCELLED'] } } },
  { name: 'held by a person', variables: { filter: { holdReasons: ['PERSON'] } } },
  { name: 'shortage pool', variables: { filter: { pools: ['SHORTAGE'] } } },
];

function window(from: number, until: number): object {
  return { placedFrom: daysAgo(from), placedUntil: daysAgo(until) };
}

function paidWindow(from: number, until: number): object {
  return { paidFrom: daysAgo(from), paidUntil: daysAgo(until) };
}

function daysAgo(days: number): string {
  return new Date(Math.floor(Date.now() / 86_400_000 - days) * 86_400_000).toISOString();
}

async function main(): Promise<void> {
  const cookie = await signIn();
  const ask = async (query: string, variables: object): Promise<{ readonly ms: number; readonly text: string }> => {
    const began = performance.now();
    const answer = await fetch(`${gateway}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie, origin: gateway },
      body: JSON.stringify({ query, variables: { first: 100, ...variables } }),
    });
    const text = await answer.text();
    const ms = performance.now() - began;
    if (!answer.ok || text.includes('"errors"')) throw new Error(`${answer.status} ${text.slice(0, 500)}`);
    return { ms, text };
  };
  const tower = new pg.Client({ connectionString: databaseUrl('control-tower', databaseBase(), process.env), application_name: 'bench' });
  await tower.connect();
  const { rows: counted } = await tower.query<{ count: string }>('select count(*) from order_twin');
  const rowsIn = Number(counted[0]?.count ?? 0);

  const figures = [];
  const all = createHistogram();
  for (const one of cases) {
    await ask(LIST, one.variables);
    const own = createHistogram();
    let found = 0;
    for (let round = 0; round < rounds; round += 1) {
      const { ms, text } = await ask(LIST, one.variables);
      found = listAnswer.parse(JSON.parse(text)).data.orders.totalCount ?? 0;
      own.record(Math.max(1, Math.round(ms)));
      all.record(Math.max(1, Math.round(ms)));
    }
    figures.push({ case: one.name, rows: found, p50Ms: own.percentile(50), p95Ms: own.percentile(95), maxMs: own.max });
  }
  const deep = await deepPages(ask, tower);
  const twin = await oneTwin(ask, tower);
  await tower.end();
  const result = {
    bench: 'list-million',
    provenance: provenance(new Date()),
    orders: rowsIn,
    rounds,
    list: { p50Ms: all.percentile(50), p95Ms: all.percentile(95), maxMs: all.max, budgetP95Ms: 500 },
    cases: figures,
    deep: { ...deep, budget: 1.5 },
    twin: { ...twin, budgetP99Ms: 20 },
  };
  const outDir = resolve(root, values.out);
  mkdirSync(outDir, { recursive: true });
  const file = join(outDir, `list-million-${result.provenance.date.replaceAll(/[:.]/g, '-')}.json`);
  writeFileSync(file, `${JSON.stringify(result, undefined, 2)}\n`);
  for (const one of figures)
    process.stdout.write(`${one.case.padEnd(40)} ${String(one.rows).padStart(9)} rows  p50 ${one.p50Ms} ms  p95 ${one.p95Ms} ms\n`);
  process.stdout.write(
    `${rowsIn} orders: list p95 ${result.list.p95Ms} ms; page 9,000 / page 1 ${deep.ratio.toFixed(2)} (${deep.pageNineThousandMs.toFixed(0)} / ${deep.pageOneMs.toFixed(0)} ms); one twin p99 ${twin.p99Ms} ms\n${file}\n`,
  );
}

type Ask = (query: string, variables: object) => Promise<{ readonly ms: number; readonly text: string }>;

/** Page 1 and page 9,000 by cursor; the cursor of the far page is made of the row that stands there, as paging would have made it. */
async function deepPages(
  ask: Ask,
  tower: pg.Client,
): Promise<{ readonly pageOneMs: number; readonly pageNineThousandMs: number; readonly ratio: number }> {
  const { rows } = await tower.query<{ id: string; key: string }>(
    `select id, placed_at::text as key from order_twin order by placed_at desc, id desc offset (select least(899900, count(*) - 101) from order_twin) limit 1`,
  );
  const [row] = rows;
  if (row === undefined)
    throw new Problem({ what: 'there are no orders', why: 'the hub is not seeded', remedy: 'npm run seed -- --orders 1000000' });
  const after = Buffer.from(JSON.stringify([1, 'orders:NEWEST', 0, row.key, row.id])).toString('base64url');
  const near: number[] = [];
  const far: number[] = [];
  for (let round = 0; round < rounds * 3; round += 1) {
    near.push((await ask(ROWS_ONLY, {})).ms);
    far.push((await ask(ROWS_ONLY, { after })).ms);
  }
  const pageOneMs = median(near);
  const pageNineThousandMs = median(far);
  return { pageOneMs, pageNineThousandMs, ratio: pageNineThousandMs / pageOneMs };
}

async function oneTwin(ask: Ask, tower: pg.Client): Promise<{ readonly p50Ms: number; readonly p95Ms: number; readonly p99Ms: number }> {
  const { rows } = await tower.query<{ id: string }>('select id from order_twin tablesample system (0.2) limit $1', [rounds * 20]);
  const times = createHistogram();
  for (const { id } of rows.slice(0, 10)) await ask(ONE, { id });
  for (const { id } of rows) times.record(Math.max(1, Math.round((await ask(ONE, { id })).ms)));
  return { p50Ms: times.percentile(50), p95Ms: times.percentile(95), p99Ms: times.percentile(99) };
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}

function databaseBase(): string {
  return (
    process.env['DATABASE_URL_BASE'] ??
    `postgres://orderloom:${secrets.databasePassword}@${addresses.host}:${addresses.port('postgres', 'tcp')}`
  );
}

async function signIn(): Promise<string> {
  const answer = await fetch(`${gateway}/auth/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: gateway },
    body: JSON.stringify({ account: 'operations', password: secrets.demoPassword }),
  });
  const cookie = answer.headers.get('set-cookie')?.split(';')[0];
  if (!answer.ok || cookie === undefined) {
    throw new Problem({
      what: 'no sign-in',
      why: `${gateway} answered ${answer.status}`,
      remedy: 'start the seeded hub with the sandbox first',
    });
  }
  return cookie;
}

await main();
