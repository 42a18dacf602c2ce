import { parseArgs } from 'node:util';
import { z } from 'zod';
import { ordersAreWhole } from '../../load-tests/checks/orders-are-whole.ts';
import { readFinalState, type FinalState } from '../../load-tests/checks/state.ts';
import { stockIsConserved } from '../../load-tests/checks/stock-is-conserved.ts';
import type { Verdict } from '../../load-tests/checks/verdict.ts';
import { outsideWorld } from '../../load-tests/runner/outside-world.ts';
import { untilSettled } from '../../load-tests/runner/settle.ts';
import { cpuBetween, readCpu } from '../measure/cpu.ts';
import { provenance } from '../measure/machine.ts';
import type { Progress } from '../start/progress.ts';
import type { System } from '../start/system.ts';
import { waitUntil } from '../start/wait.ts';
import { onCleanSystem, pidsOf, type BenchRun } from './parts/on-clean-system.ts';
import { orderFloor, type FloorRate } from './parts/order-floor.ts';
import { writeFigures } from './stock/figures.ts';

// P5: the intake was away, orders arose at the platforms meanwhile, and nobody repeats a push. How fast are they in the hub by pages?
const { values } = parseArgs({
  options: {
    orders: { type: 'string', default: '20000' },
    'warm-up': { type: 'string', default: '500' },
    wechat: { type: 'string', default: '30' },
    'floor-seconds': { type: 'string', default: '4' },
    'port-offset': { type: 'string', default: '7000' },
    data: { type: 'string', default: '.data-load' },
    out: { type: 'string', default: 'load-tests/results' },
  },
});
const whole = z.coerce.number().int();
const options = z
  .object({
    orders: whole.min(100).max(50_000),
    warmUp: whole.min(0).max(5_000),
    wechatPercent: whole.min(0).max(100),
    floorSeconds: whole.min(1).max(30),
    portOffset: whole,
  })
  .parse({
    ...values,
    warmUp: values['warm-up'],
    wechatPercent: values.wechat,
    floorSeconds: values['floor-seconds'],
    portOffset: values['port-offset'],
  });

const counted = z.object({ count: z.coerce.number() });
const countSql = 'select count(*) from orders where platform_order_no = any($1)';
const placings = z.object({ asked: z.date(), placed: z.date(), count: z.coerce.number() });
const placingsSql = `
  select min(f.received_at) as asked, max(f.recorded_at) as placed, count(distinct f.order_id) as count
  from fact f join platform_order p on p.order_id = f.order_id
  where p.platform_order_no = any($1) and f.type = 'hub.order.placed.v1'`;
const capturedRow = z.object({ captured: z.date() });
const capturedSql = `select max(recorded_at) as captured from outbox where type = 'hub.channel.order-captured.v1' and recorded_at >= $1`;
const rawsSql = `select count(distinct subject) as raws from raw_body where direction = 'ANSWER' and operation = 'order' and subject = any($1)`;

interface CaughtUp {
  readonly orders: number;
  /** From when the first page was asked for until the last order was placed. */
  readonly placedPerSecond: number;
  readonly placedWithinS: number;
  /** The same for what the intake itself has kept and told. */
  readonly capturedPerSecond: number;
  /** From the start of the intake's process on. */
  readonly withStartS: number;
  readonly verdicts: readonly Verdict[];
}

await onCleanSystem({ data: values.data, portOffset: options.portOffset }, measure);

async function measure({ system, progress, signal }: BenchRun): Promise<void> {
  const server = system.databaseBase;
  if (server === undefined) throw new Error('the floor needs a Postgres of this run');
  const outside = outsideWorld(system);
  await outside.prepare();
  const state = await readFinalState(system);
  try {
    if (options.warmUp > 0)
      await progress.step(`warm-up: ${options.warmUp} orders`, () => catchUp({ system, state, progress, signal }, options.warmUp));
    // The intake is another process afterwards: all that it used belongs to the catching up.
    const before = readCpu(pidsOf(system, (app) => app !== 'channel-adapter'));
    const began = Date.now();
    const caught = await progress.step(`${options.orders} orders arise while the intake is away`, () =>
      catchUp({ system, state, progress, signal }, options.orders),
    );
    const use = cpuBetween(before, readCpu(pidsOf(system)));
    const windowMs = Date.now() - began;
    // The hub is at rest: what the floor gets is what this Postgres has.
    const floors: FloorRate[] = [];
    for (const [clients, perTransaction] of [
      [16, 1],
      [1, 100],
      [2, 100],
      [4, 100],
    ] as const)
      floors.push(
        await progress.step(`floor: ${clients} clients, ${perTransaction} orders in a transaction`, () =>
          orderFloor(server, { clients, perTransaction, seconds: options.floorSeconds }),
        ),
      );
    const best = (perTransaction: number): number =>
      Math.max(...floors.filter((one) => one.perTransaction === perTransaction).map(({ perSecond }) => perSecond));
    for (const { claim, holds, found } of caught.verdicts) process.stdout.write(`${holds ? 'holds' : 'FAILS'}  ${claim}: ${found}\n`);
    writeFigures(values.out, {
      bench: 'catch-up',
      provenance: provenance(new Date()),
      options,
      caught,
      floors,
      goals: {
        'P5 orders with raw saved and placed a second / F100 (pass 0.1, wow 0.2)': caught.placedPerSecond / best(100),
        'orders with raw saved and placed, a second': caught.placedPerSecond,
        'orders with raw saved by the intake, a second': caught.capturedPerSecond,
        'from the first page until the last order was placed, s': caught.placedWithinS,
        'from the start of the intake until the last order was placed, s': caught.withStartS,
        'F100: minimal orders a second, 100 in a transaction, best number of clients': best(100),
        ...Object.fromEntries(
          Object.entries(use.byName).map(([app, ms]) => [`CPU of ${app}, ms an order until the hub is at rest`, ms / options.orders]),
        ),
        'F1: minimal orders a second, one in a statement, 16 clients': best(1),
      },
      cpu: { windowMs, use },
    });
    if (caught.verdicts.some(({ holds }) => !holds)) process.exitCode = 1;
  } finally {
    await state.close();
  }
}

interface At {
  readonly system: System;
  readonly state: FinalState;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

async function catchUp({ system, state, progress, signal }: At, orders: number): Promise<CaughtUp> {
  await system.hold('channel-adapter');
  const minted = await outsideWorld(system).mint({ orders, wechatPercent: options.wechatPercent, seed: `catch-up/${orders}` });
  const nos = minted.map(({ no }) => no);
  const startedAt = Date.now();
  await system.resume('channel-adapter');
  // A cheap look meanwhile: what the checks read of thousands of orders would be taken from the orders.
  await waitUntil(async () => ((await state.query('order', counted, countSql, [nos]))[0]?.count ?? 0) >= orders, {
    deadlineMs: 600_000,
    everyMs: 1_000,
    signal,
  });
  const settled = await untilSettled(
    state,
    { sent: nos, acknowledged: nos },
    {
      until: 'AT_WAREHOUSE',
      alsoOpen: async () => [],
      seconds: 600,
      progress,
      signal,
      calmWorld: async () => undefined,
    },
  );
  const [row] = await state.query('control-tower', placings, placingsSql, [nos]);
  if (row === undefined) throw new Error('no order arrived');
  const { raws } = (await state.query('channel-adapter', z.object({ raws: z.coerce.number() }), rawsSql, [nos]))[0] ?? { raws: 0 };
  const [{ captured } = { captured: row.placed }] = await state.query('channel-adapter', capturedRow, capturedSql, [new Date(startedAt)]);
  const seconds = (row.placed.getTime() - row.asked.getTime()) / 1000;
  const whole = await ordersAreWhole(state, { sent: nos, acknowledged: nos });
  return {
    orders,
    placedPerSecond: row.count / seconds,
    placedWithinS: seconds,
    capturedPerSecond: row.count / ((captured.getTime() - row.asked.getTime()) / 1000),
    withStartS: (row.placed.getTime() - startedAt) / 1000,
    verdicts: [
      { claim: 'what each order came from is saved', holds: raws === orders, found: `${raws} of ${orders}` },
      {
        claim: 'the hub came to rest',
        holds: settled.settled,
        found: settled.open.join(', ') || `${(settled.tookMs / 1000).toFixed(1)} s`,
      },
      ...whole.verdicts,
      ...(await stockIsConserved(state)),
    ],
  };
}
