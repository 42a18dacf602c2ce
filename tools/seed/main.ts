import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { readAddresses } from '../start/addresses.ts';
import { endOnSignals } from '../start/ending.ts';
import { makeContracts, makeSupergraph } from '../start/parts/artefacts.ts';
import { readOrMakeSecrets } from '../start/parts/secrets.ts';
import { everyApp } from '../start/parts/services.ts';
import { root } from '../start/paths.ts';
import { describeProblem } from '../start/problem.ts';
import { printProgress, type Progress } from '../start/progress.ts';
import { startSystem, type System } from '../start/system.ts';
import { waitUntil } from '../start/wait.ts';
import { copyHistory, countBlank, countPaid, countTemplates } from './copies/copy-history.ts';
import { planHistory, type PastOrder } from './history.ts';
import { sandboxDoor, type SandboxDoor } from './sandbox-door.ts';

const helpText = `npm run seed -- [options]: orders of past days.

  --orders N        orders in all (300). Up to 3,000 come through the sandbox's own doors and live as any other;
                    more are copies of such orders, written into the databases: each with times, people and numbers of its own
  --days N          over how many past days they spread (3; for copies 120)
  --whole N         of copies: so many of the newest get every owner's rows and raw bodies (20000)
  --seed TEXT       the same seed makes the same history (history)
  --data DIR, --port-offset N   as for npm start; a system that runs there is used, else one is started and ended
`;

const { values } = parseArgs({
  args: process.argv.slice(2),
  options: {
    help: { type: 'boolean', default: false },
    days: { type: 'string' },
    orders: { type: 'string', default: '300' },
    whole: { type: 'string', default: '20000' },
    seed: { type: 'string', default: 'history' },
    data: { type: 'string', default: '.data' },
    'port-offset': { type: 'string', default: '0' },
  },
});

/** Fast enough that a past day's orders reach their end in minutes, slow enough that the outside world keeps its order. */
const seedingSpeed = 2_000;
const quietMs = 15_000;
const longestMs = 1_200_000;
/** More orders than these are copied. */
const mostLived = 3_000;
/** So many finished orders give copies enough variety. */
const wantedTemplates = { shipped: 200, cancelled: 8 };

const ending = endOnSignals((text) => process.stdout.write(text));

async function main(): Promise<void> {
  if (values.help) {
    process.stdout.write(helpText);
    return;
  }
  const progress = printProgress();
  const wanted = options();
  const portOffset = z.coerce.number().int().min(0).parse(values['port-offset']);
  const door = sandboxDoor(readAddresses(portOffset).url('sandbox', 'http'));
  const ours = (await door.isOpen()) ? undefined : await startOwn(portOffset, progress);
  try {
    if (wanted.orders <= mostLived) await writeHistory(door, progress, { days: wanted.days ?? 3, orders: wanted.orders });
    else await writeCopies(door, progress, ours, portOffset);
  } finally {
    await ours?.stop();
  }
}

async function startOwn(portOffset: number, progress: Progress): Promise<System> {
  await makeContracts();
  await makeSupergraph();
  const services = everyApp.filter((app) => app !== 'command-center');
  return startSystem({ dataDir: resolve(root, values.data), portOffset, services, progress, signal: ending });
}

function options() {
  return z
    .object({
      orders: z.coerce.number().int().min(1).max(5_000_000),
      days: z.coerce.number().int().min(1).max(365).optional(),
      whole: z.coerce.number().int().min(0).max(200_000),
    })
    .parse(values);
}

async function writeCopies(door: SandboxDoor, progress: Progress, ours: System | undefined, portOffset: number): Promise<void> {
  const { orders, days = 120, whole } = options();
  const secrets = readOrMakeSecrets(join(resolve(root, values.data), 'secrets.json'));
  const addresses = readAddresses(portOffset);
  const databaseBase =
    ours?.databaseBase ??
    process.env['DATABASE_URL_BASE'] ??
    `postgres://orderloom:${secrets.databasePassword}@${addresses.host}:${addresses.port('postgres', 'tcp')}`;
  const there = await countTemplates(databaseBase);
  const missing = {
    shipped: Math.max(0, wantedTemplates.shipped - there.shipped),
    cancelled: Math.max(0, wantedTemplates.cancelled - there.cancelled),
  };
  if (missing.shipped + missing.cancelled > 0) await liveTemplates(door, progress, databaseBase, missing);
  const began = Date.now();
  const tally = await copyHistory(
    { databaseBase, secrets, orders, days, seed: values.seed, whole: Math.min(whole, orders), signal: ending },
    progress,
  );
  const seconds = Math.round((Date.now() - began) / 1_000);
  progress.note(
    `${orders} orders over ${days} days in ${seconds} s: ${tally.facts} facts, ${tally.raws} raw bodies sealed; ` +
      Object.entries(tally.byFate)
        .map(([fate, count]) => `${count} ${fate.toLowerCase().replaceAll('_', ' ')}`)
        .join(', '),
  );
  await progress.step('the tower makes the rows of orders on their way', () => untilFilled(databaseBase));
}

/** Orders that live through the hub and the sandbox: what is copied has happened. */
async function liveTemplates(
  door: SandboxDoor,
  progress: Progress,
  databaseBase: string,
  missing: { readonly shipped: number; readonly cancelled: number },
): Promise<void> {
  const state = await door.state();
  const skus = state.products.map((product) => product.sku);
  const ordersPerDay = Math.ceil((missing.shipped + missing.cancelled) * 1.3);
  const orders = planHistory({ seed: values.seed, days: 1, ordersPerDay, skus, before: midnight(new Date()) });
  const takenBack = Math.ceil(missing.cancelled * 1.3);
  // As slow as life, so that no warehouse is faster than the buyers who change their minds; and they must have paid before.
  await door.setSpeed(1);
  try {
    await progress.step(`${takenBack} orders that are taken back`, async () => {
      const regretted: string[] = [];
      for (const order of orders.slice(0, takenBack)) regretted.push(await door.place(order));
      await waitUntil(async () => (await countPaid(databaseBase, regretted)) === regretted.length, {
        deadlineMs: longestMs,
        signal: ending,
      });
      for (const orderNo of regretted) await door.takeBack(orderNo);
      const isAgreed = async (): Promise<boolean> => (await countTemplates(databaseBase)).cancelled >= wantedTemplates.cancelled;
      await waitUntil(isAgreed, { deadlineMs: longestMs, signal: ending });
    });
    await door.setSpeed(seedingSpeed);
    await progress.step(`${orders.length - takenBack} orders to copy live through the hub`, async () => {
      await placeAll(door, orders.slice(takenBack));
      const isShipped = async (): Promise<boolean> => (await countTemplates(databaseBase)).shipped >= wantedTemplates.shipped;
      await waitUntil(isShipped, { deadlineMs: longestMs, signal: ending });
    });
  } finally {
    await door.setSpeed(state.speed);
  }
}

async function untilFilled(databaseBase: string): Promise<void> {
  await waitUntil(async () => (await countBlank(databaseBase)) === 0, { deadlineMs: longestMs, signal: ending });
}

async function writeHistory(
  door: SandboxDoor,
  progress: Progress,
  wanted: { readonly days: number; readonly orders: number },
): Promise<void> {
  const state = await door.state();
  const orders = planHistory({
    seed: values.seed,
    days: wanted.days,
    ordersPerDay: Math.ceil(wanted.orders / wanted.days),
    skus: state.products.map((product) => product.sku),
    before: midnight(new Date()),
  });
  await door.setSpeed(seedingSpeed);
  try {
    await progress.step(`${orders.length} orders of the past`, () => placeAll(door, orders));
    if (state.scenario.running) progress.note('a day is being played, so these orders reach their end beside its own');
    else await progress.step('the outside world works them off', () => untilQuiet(door));
  } finally {
    await door.setSpeed(state.speed);
  }
}

async function placeAll(door: SandboxDoor, orders: readonly PastOrder[]): Promise<void> {
  for (const order of orders) {
    ending.throwIfAborted();
    await door.place(order);
  }
}

// Done when the outside world's ledger has not grown for a while: whatever was to be shipped, booked and signed has been.
async function untilQuiet(door: SandboxDoor): Promise<void> {
  let size = -1;
  let since = Date.now();
  await waitUntil(
    async () => {
      const now = (await door.state()).ledger.size;
      if (now !== size) {
        size = now;
        since = Date.now();
      }
      await delay(500);
      return Date.now() - since > quietMs;
    },
    { deadlineMs: longestMs, signal: ending },
  );
}

/** The last midnight in Asia/Shanghai, which has no daylight saving. */
function midnight(now: Date): Date {
  const shift = 8 * 3_600_000;
  return new Date(Math.floor((now.getTime() + shift) / 86_400_000) * 86_400_000 - shift);
}

try {
  await main();
} catch (error) {
  if (!ending.aborted) process.stderr.write(describeProblem(error));
  process.exitCode = 1;
}
process.exit();
