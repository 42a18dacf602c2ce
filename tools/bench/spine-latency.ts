import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { legsOf, type Leg } from '../../load-tests/checks/milestones.ts';
import { readFinalState, type FinalState } from '../../load-tests/checks/state.ts';
import { outsideWorld } from '../../load-tests/runner/outside-world.ts';
import { cpuBetween, readCpu } from '../measure/cpu.ts';
import { provenance } from '../measure/machine.ts';
import { root } from '../start/paths.ts';
import { Problem } from '../start/problem.ts';
import { onCleanSystem, pidsOf } from './parts/on-clean-system.ts';

// One order at a time through the whole hub: how long a single buyer waits when nobody else is there.
const { values } = parseArgs({
  options: {
    orders: { type: 'string', default: '50' },
    'warm-up': { type: 'string', default: '5' },
    'port-offset': { type: 'string', default: '7000' },
    data: { type: 'string', default: '.data-load' },
    out: { type: 'string', default: 'load-tests/results' },
    keep: { type: 'boolean', default: false },
  },
});
const options = z
  .object({
    orders: z.coerce.number().int().min(1).max(500),
    warmUp: z.coerce.number().int().min(0).max(50),
    portOffset: z.coerce.number().int(),
  })
  .parse({ orders: values.orders, warmUp: values['warm-up'], portOffset: values['port-offset'] });

/** Warehouse and carrier: a parcel leaves about a second after it was ordered. */
const speed = 3_000;
const patienceMs = 60_000;
const sku = 'TEA-WHITE-GIFT';
const awaited = ['hub.fulfilment.parcel-dispatched.v1', 'hub.finance.voucher-posted.v1', 'hub.channel.ship-notice-sent.v1'];
/** Section "What it must show" of the spine: locked and at the warehouse within 3 s; everything that outbound causes within 8 s. */
const budgets: readonly (readonly [string, number])[] = [
  ['push in -> stock locked', 3_000],
  ['push in -> sent to warehouse', 3_000],
  ['outbound told -> waybill', 8_000],
  ['outbound told -> voucher in the ERP', 8_000],
  ['outbound told -> card to the customer', 8_000],
  ['outbound told -> ship notice to the channel', 8_000],
];

await onCleanSystem({ data: values.data, portOffset: options.portOffset, keepData: values.keep }, async ({ system, progress, signal }) => {
  const state = await readFinalState(system);
  try {
    const outside = outsideWorld(system);
    await outside.prepare();
    await outside.setSpeed(speed);
    await outside.enlistBuyers(options.orders + options.warmUp, 0);
    const lives = async (from: number, count: number): Promise<readonly string[]> => {
      const orders: string[] = [];
      for (let nth = 0; nth < count; nth += 1) {
        const no = await outside.buy({ channel: nth % 2 === 0 ? 'DY' : 'WX', buyer: from + nth, sku });
        await untilShipped(state, no, signal);
        orders.push(no);
      }
      return orders;
    };
    await progress.step(`${options.warmUp} orders to warm up`, () => lives(0, options.warmUp));
    const before = readCpu(pidsOf(system));
    const began = Date.now();
    const orders = await progress.step(`${options.orders} orders, one at a time`, () => lives(options.warmUp, options.orders));
    const use = cpuBetween(before, readCpu(pidsOf(system)));
    const legs = await legsOf(state, orders);
    const result = {
      bench: 'spine-latency',
      provenance: provenance(new Date()),
      orders: orders.length,
      speed,
      legs,
      budgets: budgets.map(([leg, budgetMs]) => ({ leg, budgetMs, maxMs: legs.find((one) => one.leg === leg)?.ms?.max })),
      story: await storyOf(state, orders),
      cpuNotOursMs: use.notOurs,
      windowMs: Date.now() - began,
    };
    const outDir = resolve(root, values.out);
    mkdirSync(outDir, { recursive: true });
    const file = join(outDir, `spine-latency-${result.provenance.date.replaceAll(/[:.]/g, '-')}.json`);
    writeFileSync(file, `${JSON.stringify(result, undefined, 2)}\n`);
    process.stdout.write(`\n${describe(result.legs)}\n${describeStory(result.story)}\n`);
    process.stdout.write(
      `CPU not ours: ${(use.notOurs / 1000).toFixed(1)} s of ${((result.windowMs * result.provenance.machine.cores) / 1000).toFixed(1)} s\n${file}\n`,
    );
  } finally {
    await state.close();
  }
});

const typeRow = z.object({ type: z.string() });

async function untilShipped(state: FinalState, no: string, signal: AbortSignal): Promise<void> {
  const until = Date.now() + patienceMs;
  for (;;) {
    signal.throwIfAborted();
    const rows = await state.query(
      'control-tower',
      typeRow,
      'select distinct f.type from fact f join platform_order p on p.order_id = f.order_id where p.platform_order_no = $1',
      [no],
    );
    const seen = new Set(rows.map(({ type }) => type));
    const missing = awaited.filter((type) => !seen.has(type));
    if (missing.length === 0) return;
    if (Date.now() > until) {
      throw new Problem({
        what: `order ${no} did not come to its end`,
        why: `after ${patienceMs / 1000} s it still lacks ${missing.join(', ')}`,
        remedy: 'look at it with --keep, in the logs and in the dead letters',
      });
    }
    await delay(50);
  }
}

const storyRow = z.object({ order_id: z.string(), system: z.string(), type: z.string(), raw: z.boolean() });

interface Story {
  readonly fewestSystems: number;
  readonly facts: number;
  /** Types of facts from outside that came without their raw body, and how many did. */
  readonly withoutRaw: Readonly<Record<string, number>>;
}

/** What the outside systems said of these orders. */
async function storyOf(state: FinalState, orders: readonly string[]): Promise<Story> {
  const rows = await state.query(
    'control-tower',
    storyRow,
    `select f.order_id, f.system, f.type, f.raw_ref <> '' as raw
     from fact f join platform_order p on p.order_id = f.order_id where p.platform_order_no = any($1) and f.system <> 'hub'`,
    [orders],
  );
  const systems = [...Map.groupBy(rows, ({ order_id }) => order_id).values()].map(
    (facts) => new Set(facts.map(({ system }) => system)).size,
  );
  const bare = Map.groupBy(
    rows.filter(({ raw }) => !raw),
    ({ type }) => type,
  );
  return {
    fewestSystems: systems.length === 0 ? 0 : Math.min(...systems),
    facts: rows.length,
    withoutRaw: Object.fromEntries([...bare].map(([type, facts]) => [type, facts.length])),
  };
}

function describeStory({ fewestSystems, facts, withoutRaw }: Story): string {
  const bare = Object.entries(withoutRaw).map(([type, count]) => `${count} ${type}`);
  return `stories: at least ${fewestSystems} outside systems each; of ${facts} facts from outside without raw body: ${bare.length === 0 ? 'none' : bare.join(', ')}`;
}

function describe(legs: readonly Leg[]): string {
  const rows = legs.map(({ leg, ms }) =>
    ms === undefined
      ? `${leg.padEnd(46)} never`
      : `${leg.padEnd(46)} ${[ms.p50, ms.p95, ms.max].map((one) => one.toFixed(0).padStart(7)).join('')}   n ${ms.count}`,
  );
  return [`${'ms'.padEnd(46)}     p50    p95    max`, ...rows].join('\n');
}
