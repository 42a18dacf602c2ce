import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { readAddresses } from '../start/addresses.ts';
import { endOnSignals } from '../start/ending.ts';
import { makeContracts, makeSupergraph } from '../start/parts/artefacts.ts';
import { everyApp } from '../start/parts/services.ts';
import { root } from '../start/paths.ts';
import { describeProblem } from '../start/problem.ts';
import { printProgress, type Progress } from '../start/progress.ts';
import { startSystem, type System } from '../start/system.ts';
import { waitUntil } from '../start/wait.ts';
import { planHistory, type PastOrder } from './history.ts';
import { sandboxDoor, type SandboxDoor } from './sandbox-door.ts';

const helpText = `npm run seed -- [options]: orders of past days, through the sandbox's own doors.

  --days N          how many past days (3)
  --orders N        orders a day (100)
  --seed TEXT       the same seed makes the same history (history)
  --data DIR, --port-offset N   as for npm start; a system that runs there is used, else one is started and ended
`;

const { values } = parseArgs({
  args: process.argv.slice(2),
  options: {
    help: { type: 'boolean', default: false },
    days: { type: 'string', default: '3' },
    orders: { type: 'string', default: '100' },
    seed: { type: 'string', default: 'history' },
    data: { type: 'string', default: '.data' },
    'port-offset': { type: 'string', default: '0' },
  },
});

/** Fast enough that a past day's orders reach their end in minutes, slow enough that the outside world keeps its order. */
const seedingSpeed = 2_000;
const quietMs = 15_000;
const longestMs = 1_200_000;

const ending = endOnSignals((text) => process.stdout.write(text));

async function main(): Promise<void> {
  if (values.help) {
    process.stdout.write(helpText);
    return;
  }
  const progress = printProgress();
  const portOffset = z.coerce.number().int().min(0).parse(values['port-offset']);
  const door = sandboxDoor(readAddresses(portOffset).url('sandbox', 'http'));
  const ours = (await door.isOpen()) ? undefined : await startOwn(portOffset, progress);
  try {
    await writeHistory(door, progress);
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

async function writeHistory(door: SandboxDoor, progress: Progress): Promise<void> {
  const state = await door.state();
  const orders = planHistory({
    seed: values.seed,
    days: z.coerce.number().int().min(1).max(365).parse(values.days),
    ordersPerDay: z.coerce.number().int().min(1).max(50_000).parse(values.orders),
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
