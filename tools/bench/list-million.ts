import { mkdirSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type pg from 'pg';
import { z } from 'zod';
import { cpuBetween, readCpu } from '../measure/cpu.ts';
import { provenance } from '../measure/machine.ts';
import { spreadOf, type Spread } from '../measure/spread.ts';
import { root } from '../start/paths.ts';
import { describeProblem, Problem } from '../start/problem.ts';
import { boardCases, filterCases, type ListCase } from './parts/list-cases.ts';
import { NoAnswer, openRunningHub, type RunningHub } from './parts/running-hub.ts';

// The list over a seeded hub that runs already (npm run seed -- --orders 1000000), asked through the gateway by the command center's own documents.
const { values } = parseArgs({
  options: {
    'port-offset': { type: 'string', default: '0' },
    data: { type: 'string', default: '.data' },
    rounds: { type: 'string', default: '12' },
    out: { type: 'string', default: 'load-tests/results' },
  },
});
const rounds = z.coerce.number().int().min(2).max(500).parse(values.rounds);
const PAGE = 100;
/** Of a paste (J12) the most. */
const PASTED = 500;
const budgets = { listP95Ms: 500, pageRatio: 1.5, twinP99Ms: 20 };

interface Figure extends Spread {
  readonly case: string;
  /** Before anything of it was read. */
  readonly firstMs: number;
  readonly rows?: number;
  /** How often there was no answer; its time counts with the others. */
  readonly failures: number;
}

const pageAnswer = z.object({ data: z.object({ orders: z.object({ totalCount: z.number() }) }) });

async function main(): Promise<void> {
  const portOffset = z.coerce.number().int().parse(values['port-offset']);
  const hub = await openRunningHub({ data: values.data, portOffset, account: 'operations' });
  const tower = await hub.connect('control-tower');
  try {
    const { orders, facts } = await countRows(tower);
    const before = readCpu(hub.pids());
    const began = Date.now();
    const list = await measureAll(filterCases, (one) => askPage(hub, one));
    const found = await measureAll(await searchCases(tower), (one) => askPage(hub, one));
    const paste = await pastedNumbers(hub, tower);
    const totals = await measureAll(filterCases.filter(wantsTotal), (one) => askTotal(hub, one));
    const boards = await measureAll(
      boardCases.map(({ operation, variables }) => ({ name: operation, variables })),
      async ({ name, variables }) => ({ ms: (await hub.ask(name, variables)).ms }),
    );
    const deep = await deepPages(hub, tower);
    const twin = await twins(hub, tower);
    const use = cpuBetween(before, readCpu(hub.pids()));
    const allList = spreadOf([...list.times, ...found.times]);
    const result = {
      bench: 'list-million',
      provenance: provenance(new Date()),
      orders,
      facts,
      rounds,
      list: allList,
      budgets,
      cases: list.figures,
      search: found.figures,
      paste,
      exactTotals: totals.figures,
      boards: boards.figures,
      deep,
      twin,
      load: loadavg(),
      seconds: Math.round((Date.now() - began) / 1_000),
      cpuSeconds: { hub: seconds(use.byName), notOurs: Math.round(use.notOurs / 1_000) },
    };
    const outDir = resolve(root, values.out);
    mkdirSync(outDir, { recursive: true });
    const file = join(outDir, `list-million-${result.provenance.date.replaceAll(/[:.]/g, '-')}.json`);
    writeFileSync(file, `${JSON.stringify(result, undefined, 2)}\n`);
    for (const [title, figures] of [
      ['rows', list.figures],
      ['search', found.figures],
      ['paste', paste],
      ['exact total', totals.figures],
      ['board', boards.figures],
      ['one order', twin],
    ] as const) {
      for (const one of figures) process.stdout.write(`${lineOf(title, one)}\n`);
    }
    process.stdout.write(
      `${orders} orders, about ${facts} facts: list p95 ${allList?.p95.toFixed(0)} ms (${budgets.listP95Ms}); ` +
        `page 9,000 / page 1 ${deep.ratio.toFixed(2)} (${deep.far?.p50.toFixed(0)} / ${deep.near?.p50.toFixed(0)} ms)\n` +
        `CPU not the hub's: ${result.cpuSeconds.notOurs} s of ${result.seconds * result.provenance.machine.cores} s; load ${loadavg()[0]?.toFixed(1)}\n${file}\n`,
    );
  } finally {
    await tower.end();
  }
}

interface Once {
  readonly ms: number;
  readonly rows?: number;
}

/** Each case once cold and then in turns with the others, so that none has the caches for itself. */
async function measureAll<Case extends { readonly name: string }>(
  cases: readonly Case[],
  ask: (one: Case) => Promise<Once>,
): Promise<{ readonly figures: readonly Figure[]; readonly times: readonly number[] }> {
  const first = new Map<string, Once>();
  const times = new Map<string, number[]>(cases.map((one) => [one.name, []]));
  const failures = new Map<string, number>();
  const once = async (one: Case): Promise<Once> => {
    try {
      return await ask(one);
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      failures.set(one.name, (failures.get(one.name) ?? 0) + 1);
      return { ms: error.ms };
    }
  };
  for (const one of cases) first.set(one.name, await once(one));
  for (let round = 0; round < rounds; round += 1) for (const one of cases) times.get(one.name)?.push((await once(one)).ms);
  const figures = cases.flatMap(({ name }): readonly Figure[] => {
    const spread = spreadOf(times.get(name) ?? []);
    const { ms, rows } = first.get(name) ?? { ms: Number.NaN };
    if (spread === undefined) return [];
    return [{ case: name, firstMs: ms, ...(rows === undefined ? {} : { rows }), failures: failures.get(name) ?? 0, ...spread }];
  });
  return { figures, times: [...times.values()].flat() };
}

async function askPage(hub: RunningHub, one: ListCase): Promise<{ readonly ms: number; readonly rows: number }> {
  const { ms, text } = await hub.ask('OrdersPage', { filter: one.filter ?? {}, sort: one.sort ?? 'NEWEST', first: PAGE, after: null });
  return { ms, rows: pageAnswer.parse(JSON.parse(text)).data.orders.totalCount };
}

async function askTotal(hub: RunningHub, one: ListCase): Promise<{ readonly ms: number; readonly rows: number }> {
  const { ms, text } = await hub.ask('OrdersExactCount', { filter: one.filter ?? {} });
  return { ms, rows: pageAnswer.parse(JSON.parse(text)).data.orders.totalCount };
}

/** A total does not depend on the sort. */
function wantsTotal({ sort, filter }: ListCase): boolean {
  return filter !== undefined && sort !== 'AMOUNT';
}

/** What people type, of orders from anywhere in the table. */
async function searchCases(tower: pg.Client): Promise<readonly ListCase[]> {
  const { rows } = await tower.query<{ id: string; no: string; tail: string; parcel: string | null }>(
    `select id, state->>'platformOrderNo' as no, right(state->>'maskedPhone', 4) as tail,
            (select p.value->>'trackingNumber' from jsonb_each(state->'parcels') p limit 1) as parcel
       from order_twin tablesample system (0.05) where facets is not null and state->>'maskedPhone' like '%____' limit 40`,
  );
  const [one, two, three, four] = [0, 1, 2, 3].map((nth) => rows[Math.floor((rows.length * nth) / 4)]);
  if (one === undefined || two === undefined || three === undefined || four === undefined) throw notSeeded();
  return [
    { name: 'hub id', filter: { search: one.id } },
    { name: 'platform number', filter: { search: two.no } },
    { name: 'parcel number', filter: { search: rows.find((row) => row.parcel !== null)?.parcel ?? three.no } },
    { name: 'phone tail', filter: { search: three.tail } },
    { name: 'beginning of a hub id', filter: { search: four.id.slice(0, 10) } },
    { name: 'unknown number', filter: { search: '9999999999999' } },
  ];
}

/** J12: five hundred numbers are looked up, and the list of what was found is opened. */
async function pastedNumbers(hub: RunningHub, tower: pg.Client): Promise<readonly Figure[]> {
  const { rows } = await tower.query<{ no: string }>(
    `select state->>'platformOrderNo' as no from order_twin tablesample system (1) where facets is not null limit $1`,
    [PASTED],
  );
  const terms = rows.map((row) => row.no);
  let setId = '';
  const { figures } = await measureAll([{ name: 'look up 500 numbers' }, { name: 'the list of what was found' }], async ({ name }) => {
    if (name === 'the list of what was found') return askPage(hub, { name, filter: { set: setId } });
    const { ms, text } = await hub.ask('LookUpOrders', { terms });
    const { lookUpOrders } = lookupAnswer.parse(JSON.parse(text)).data;
    setId = lookUpOrders.setId;
    return { ms, rows: lookUpOrders.orderIds.length };
  });
  return figures;
}

const lookupAnswer = z.object({ data: z.object({ lookUpOrders: z.object({ setId: z.string(), orderIds: z.array(z.string()) }) }) });

/** Page 1 and page 9,000 by cursor; the cursor of the far page is made of the row that stands there, as paging would have made it. */
async function deepPages(hub: RunningHub, tower: pg.Client) {
  const { rows } = await tower.query<{ id: string; key: string }>(
    `select id, placed_at::text as key from order_twin order by placed_at desc, id desc offset (select least(899900, count(*) - 101) from order_twin) limit 1`,
  );
  const [row] = rows;
  if (row === undefined) throw notSeeded();
  const after = Buffer.from(JSON.stringify([1, 'orders:NEWEST', 0, row.key, row.id])).toString('base64url');
  const near: number[] = [];
  const far: number[] = [];
  const ask = async (cursor: string | null): Promise<number> =>
    (await hub.ask('OrdersPage', { filter: {}, sort: 'NEWEST', first: PAGE, after: cursor })).ms;
  await ask(after);
  for (let round = 0; round < rounds * 3; round += 1) {
    near.push(await ask(null));
    far.push(await ask(after));
  }
  const [one, nineThousand] = [spreadOf(near), spreadOf(far)];
  return { near: one, far: nineThousand, ratio: (nineThousand?.p50 ?? Number.NaN) / (one?.p50 ?? Number.NaN) };
}

/** One order's row and its story as its page asks for them, each time of another order. */
async function twins(hub: RunningHub, tower: pg.Client): Promise<readonly Figure[]> {
  const { rows } = await tower.query<{ id: string }>(
    'select id from order_twin tablesample system (0.5) where facets is not null limit $1',
    [rounds * 20],
  );
  const figures: Figure[] = [];
  for (const [operation, variables] of [
    ['OrderTwin', {}],
    ['OrderStory', { first: 50, after: null, system: null }],
  ] as const) {
    const times: number[] = [];
    for (const { id } of rows) times.push((await hub.ask(operation, { search: id, ...variables })).ms);
    const spread = spreadOf(times);
    if (spread !== undefined) figures.push({ case: operation, firstMs: times[0] ?? Number.NaN, failures: 0, ...spread });
  }
  return figures;
}

/** Facts as the statistics know them: counting them would read the whole table and throw everything else out of the caches. */
async function countRows(tower: pg.Client): Promise<{ readonly orders: number; readonly facts: number }> {
  const { rows } = await tower.query<{ orders: number; facts: number }>(
    `select (select count(*)::int from order_twin) as orders, (select reltuples::bigint::int from pg_class where oid = 'fact'::regclass) as facts`,
  );
  const [counted] = rows;
  if (counted === undefined || counted.orders === 0) throw notSeeded();
  return counted;
}

function notSeeded(): Problem {
  return new Problem({ what: 'there are no orders', why: 'the hub is not seeded', remedy: 'npm run seed -- --orders 1000000' });
}

function seconds(byName: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(byName).map(([name, ms]) => [name, Math.round(ms / 100) / 10]));
}

function lineOf(title: string, one: Figure): string {
  const cells = [one.firstMs, one.p50, one.p95, one.max].map((ms) => ms.toFixed(0).padStart(6)).join('');
  return `${title.padEnd(12)}${one.case.padEnd(42)}${String(one.rows ?? '').padStart(9)} first/p50/p95/max${cells} ms${one.failures === 0 ? '' : `, no answer ${one.failures} times`}`;
}

try {
  await main();
} catch (error) {
  process.stderr.write(describeProblem(error));
  process.exitCode = 1;
}
