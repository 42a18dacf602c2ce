import { spawn } from 'node:child_process';
import { z } from 'zod';
import { askSandbox } from '../start/demo-day.ts';
import { fromRoot } from '../start/paths.ts';
import { Problem } from '../start/problem.ts';
import type { System } from '../start/system.ts';

const pastOrders = 4_000;
const pastDays = 6;
/** Runs out on the day of the pictures. */
const scarceSku = 'TRAY-BAMBOO';

const houses = z.object({ warehouses: z.array(z.object({ id: z.string() })) });

/** Days before today, so that each board has something to compare with. */
export async function writePast(system: System, signal: AbortSignal): Promise<void> {
  const args = [
    '--orders',
    pastOrders,
    '--days',
    pastDays,
    '--whole',
    300,
    '--data',
    system.dataDir,
    '--port-offset',
    system.addresses.offset,
  ];
  const code = await new Promise<number>((resolve, reject) => {
    const child = spawn(process.execPath, [fromRoot('tools', 'seed', 'main.ts'), ...args.map(String)], { stdio: 'ignore', signal });
    child.once('error', reject);
    child.once('exit', (ended) => resolve(ended ?? 1));
  });
  if (code !== 0)
    throw new Problem({ what: 'the past could not be written', why: `npm run seed ended with code ${code}`, remedy: 'run it by itself' });
}

/** What a day brings that people must see: a product that has run out, and a warehouse that rests. */
export async function troubleTheDay(system: System): Promise<void> {
  const { warehouses } = await askSandbox(system, 'GET', '/control/systems/qimen', houses);
  const empty = warehouses.map(({ id }) => ({ warehouse: id, sku: scarceSku, quantity: 0 }));
  await askSandbox(system, 'POST', '/control/systems/qimen/set-stock', z.unknown(), empty);
  const [resting] = warehouses.slice(-1);
  if (resting !== undefined) await askSandbox(system, 'POST', '/control/systems/qimen/pause', z.unknown(), { warehouse: resting.id });
}
