import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { startCleanSystem } from '../../load-tests/runner/clean-system.ts';
import { startDemoDay } from '../start/demo-day.ts';
import { endOnSignals } from '../start/ending.ts';
import { databaseUrl } from '../start/parts/services.ts';
import { root } from '../start/paths.ts';
import { describeProblem } from '../start/problem.ts';
import { printProgress } from '../start/progress.ts';
import { findFillings } from './fillings.ts';
import { troubleTheDay, writePast } from './lively-day.ts';
import { takePages } from './take-pages.ts';
import { takeParts } from './take-parts.ts';

const helpText = `npm run screenshots -- [options] [names]: every page in four variants into docs/screenshots, the parts beside them.

  --minutes N       how long a demo day lives before the first picture (4)
  --rate N          its orders a minute (60)
  --out DIR         where the pages go (docs/screenshots)
  --port-offset N   ports of this run (7000)
  --data DIR        its data folder, erased first and last (.data-screens)
  names             only these pages or parts
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    help: { type: 'boolean', default: false },
    minutes: { type: 'string', default: '4' },
    rate: { type: 'string', default: '60' },
    out: { type: 'string', default: 'docs/screenshots' },
    'port-offset': { type: 'string', default: '7000' },
    data: { type: 'string', default: '.data-screens' },
  },
});
const number = z.coerce.number().min(0);
const ending = endOnSignals((text) => process.stdout.write(text));

async function main(): Promise<void> {
  if (values.help) {
    process.stdout.write(helpText);
    return;
  }
  const progress = printProgress();
  const dataDir = resolve(root, values.data);
  const wish = { dataDir, portOffset: number.parse(values['port-offset']), commandCenter: true, keepData: false };
  const { system, end } = await startCleanSystem(wish, progress, ending);
  try {
    await progress.step('some days before', () => writePast(system, ending));
    await progress.step('demo day', () => startDemoDay(system, { rate: number.parse(values.rate), seed: 'screens', speed: 60 }));
    await progress.step('a product runs out, a warehouse rests', () => troubleTheDay(system));
    await progress.step(`${values.minutes} minutes of life`, () =>
      delay(number.parse(values.minutes) * 60_000, undefined, { signal: ending }),
    );
    const fillings = await findFillings({
      databaseUrlOf: (app) => databaseUrl(app, system.databaseBase, process.env),
      internalKey: system.secrets.HUB_INTERNAL_KEY,
    });
    const base = system.addresses.url('command-center', 'http');
    const look = { base, dataDir, password: system.secrets.demoPassword, only: positionals, say: (text: string) => progress.note(text) };
    const troubles = [
      ...(await takePages({ ...look, fillings, out: values.out })),
      ...(await takeParts({ ...look, order: fillings['order'] ?? '' })).map((name) => `${name}: not on its page`),
    ];
    for (const trouble of troubles) process.stdout.write(`✗ ${trouble}\n`);
    if (troubles.length > 0) process.exitCode = 1;
  } finally {
    await end();
  }
}

try {
  await main();
} catch (error) {
  process.stderr.write(describeProblem(error));
  process.exitCode = 1;
}
process.exit();
