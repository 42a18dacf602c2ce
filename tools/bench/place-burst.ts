import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { readFinalState } from '../../load-tests/checks/state.ts';
import { cpuBetween, readCpu } from '../measure/cpu.ts';
import { provenance } from '../measure/machine.ts';
import { root } from '../start/paths.ts';
import { callUntilPlaced, type Placing } from './burst/call-until-placed.ts';
import { checkBurst } from './burst/check-burst.ts';
import { wishesOf } from './burst/wishes.ts';
import { issueKey } from './parts/issue-key.ts';
import { onCleanSystem, pidsOf } from './parts/on-clean-system.ts';
import { writeFigures } from './stock/figures.ts';

// Two thousand calls at once that place five hundred orders, through the gateway, with a key whose minute does not suffice for all.
const { values } = parseArgs({
  options: {
    calls: { type: 'string', default: '2000' },
    orders: { type: 'string', default: '500' },
    runs: { type: 'string', default: '3' },
    'requests-per-minute': { type: 'string', default: '1200' },
    patience: { type: 'string', default: '150' },
    'port-offset': { type: 'string', default: '7000' },
    data: { type: 'string', default: '.data-load' },
    out: { type: 'string', default: 'load-tests/results' },
  },
});
const whole = z.coerce.number().int();
const options = z
  .object({
    calls: whole.min(1).max(20_000),
    orders: whole.min(1).max(20_000),
    runs: whole.min(1).max(10),
    requestsPerMinute: whole.min(1).max(60_000),
    patience: whole.min(1),
    portOffset: whole,
  })
  .parse({ ...values, portOffset: values['port-offset'], requestsPerMinute: values['requests-per-minute'] });

const deploymentShape = z.object({
  products: z.array(z.object({ sku: z.string(), priceFen: z.number(), madeToOrder: z.boolean().optional() })),
});

await onCleanSystem({ data: values.data, portOffset: options.portOffset }, async ({ system, progress }) => {
  const gateway = system.addresses.url('gateway', 'http');
  const { products } = deploymentShape.parse(JSON.parse(readFileSync(join(root, 'tools', 'demo', 'deployment.json'), 'utf8')));
  const pids = pidsOf(system);
  const state = await readFinalState(system);
  const burst = async (name: string, calls: number, orders: number, requestsPerMinute: number): Promise<readonly Placing[]> => {
    const key = await issueKey(gateway, system.secrets.demoPassword, { label: name, scopes: ['orders:place'], requestsPerMinute });
    const wishes = wishesOf(name, { calls, orders, products: products.filter(({ madeToOrder }) => madeToOrder !== true) });
    const until = Date.now() + options.patience * 1000;
    return Promise.all(wishes.map((wish) => callUntilPlaced({ url: `${gateway}/graphql`, key }, wish, until)));
  };
  await progress.step('warming the engine up', async () => {
    for (let nth = 0; nth < 8; nth += 1) await burst(`WARM${nth}`, 40, 20, 6_000);
    await delay(5_000);
  });
  const before = readCpu(pids);
  const began = Date.now();
  const runs = [];
  for (let nth = 1; nth <= options.runs; nth += 1) {
    const name = `PB${began.toString(36).toUpperCase()}R${nth}`;
    runs.push(
      await progress.step(`run ${nth} of ${options.runs}: ${options.calls} calls at once for ${options.orders} orders`, async () => {
        const started = Date.now();
        const placings = await burst(name, options.calls, options.orders, options.requestsPerMinute);
        const seconds = (Date.now() - started) / 1000;
        return { seconds, ...figuresOf(placings), verdicts: await checkBurst(state, name, placings) };
      }),
    );
    await delay(3_000);
  }
  const use = cpuBetween(before, readCpu(pids));
  await state.close();
  const verdicts = runs.flatMap((run) => run.verdicts);
  writeFigures(values.out, {
    bench: 'place-burst',
    provenance: provenance(new Date()),
    options,
    runs,
    goals: {
      'claims that hold': verdicts.filter(({ holds }) => holds).length,
      'claims that do not (pass 0)': verdicts.filter(({ holds }) => !holds).length,
      'greatest time until all callers knew their order, s': Math.max(...runs.map(({ seconds }) => seconds)),
      'times a limit refused, least run': Math.min(...runs.map(({ limited }) => limited)),
    },
    cpu: { windowMs: Date.now() - began, use },
  });
  for (const [nth, { verdicts: found, ...run }] of runs.entries()) {
    process.stdout.write(`run ${nth + 1}: ${JSON.stringify(run)}\n`);
    for (const { claim, holds, found: what } of found) process.stdout.write(`  ${holds ? '✓' : '✗'} ${claim}: ${what}\n`);
  }
  if (verdicts.some(({ holds }) => !holds)) process.exitCode = 1;
});

function figuresOf(placings: readonly Placing[]) {
  const at = (times: readonly number[], share: number): number => {
    const sorted = times.toSorted((a, b) => a - b);
    return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN);
  };
  const first = placings.map(({ firstMs }) => firstMs);
  const known = placings.map(({ ms }) => ms);
  const sum = (of: (one: Placing) => number): number => placings.reduce((all, one) => all + of(one), 0);
  return {
    calls: placings.length,
    requests: sum(({ requests }) => requests),
    limited: sum(({ limited }) => limited),
    callersLimited: placings.filter(({ limited }) => limited > 0).length,
    keptAskAgain: sum(({ kept }) => kept),
    unanswered: sum(({ unanswered }) => unanswered),
    firstAnswerMs: { p50: at(first, 0.5), p99: at(first, 0.99) },
    knownMs: { p50: at(known, 0.5), p99: at(known, 0.99), max: at(known, 1) },
  };
}
