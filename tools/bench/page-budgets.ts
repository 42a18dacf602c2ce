import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import type { Page, Response } from 'playwright-core';
import { z } from 'zod';
import { lookAt } from '../../apps/system-tests/src/screens/stage.ts';
import { provenance } from '../measure/machine.ts';
import { findFillings } from '../screenshots/fillings.ts';
import { pageShots } from '../screenshots/pages.ts';
import { startDemoDay } from '../start/demo-day.ts';
import { databaseUrl } from '../start/parts/services.ts';
import { root } from '../start/paths.ts';
import { onCleanSystem, type BenchRun } from './parts/on-clean-system.ts';

// What a page costs before it can be used: JavaScript of shell and route as a browser loads it first, and the largest contentful paint.
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1.5' },
    runs: { type: 'string', default: '5' },
    pages: { type: 'string', default: '' },
    'port-offset': { type: 'string', default: '7000' },
    data: { type: 'string', default: '.data-load' },
    out: { type: 'string', default: 'load-tests/results' },
  },
});
const options = z
  .object({ minutes: z.coerce.number().min(0), runs: z.coerce.number().int().min(1).max(50), portOffset: z.coerce.number().int() })
  .parse({ ...values, portOffset: values['port-offset'] });
/** Names of pages, separated by commas; all of them unless told. */
const wanted = values.pages === '' ? undefined : new Set(values.pages.split(','));

const KILOBYTE = 1024;
const lightPages = ['buyer', 'card'];
const paintBudgets: Readonly<Record<string, number>> = { 'home-operations': 1_500, orders: 1_500, order: 1_200 };

interface PageCost {
  readonly page: string;
  readonly scriptKb: number;
  readonly scriptBudgetKb: number;
  readonly paintMs: readonly number[];
  readonly paintBudgetMs: number | null;
}

async function measure(page: Page, address: string): Promise<{ readonly scriptKb: number; readonly paintMs: number }> {
  const scripts: Response[] = [];
  const note = (response: Response): void => void (response.request().resourceType() === 'script' && scripts.push(response));
  page.on('response', note);
  await page.goto(address, { waitUntil: 'load' });
  // What the page fetches by itself once it stands is not what it needs to stand.
  page.off('response', note);
  const bodies = await Promise.all(scripts.map((script) => script.body()));
  await delay(2_500);
  const paintMs = await page.evaluate<number>(`new Promise((resolve) => {
    new PerformanceObserver((list) => resolve(list.getEntries().at(-1)?.startTime ?? 0)).observe({ type: 'largest-contentful-paint', buffered: true });
    setTimeout(() => resolve(0), 3000);
  })`);
  const scriptKb = bodies.reduce((sum, body) => sum + gzipSync(body).length, 0) / KILOBYTE;
  return { scriptKb: Math.round(scriptKb * 10) / 10, paintMs: Math.round(paintMs) };
}

const median = (figures: readonly number[]): number => figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)] ?? 0;

async function measureAll({ system, dataDir, progress, signal }: BenchRun): Promise<void> {
  await startDemoDay(system, { rate: 60, seed: 'pages', speed: 60 });
  await progress.step(`${options.minutes} minutes of life`, () => delay(options.minutes * 60_000, undefined, { signal }));
  const fillings = await findFillings({
    databaseUrlOf: (app) => databaseUrl(app, system.databaseBase, process.env),
    internalKey: system.secrets.HUB_INTERNAL_KEY,
  });
  const base = system.addresses.url('command-center', 'http');
  const costs: PageCost[] = [];
  for (const shot of pageShots.filter(({ name }) => wanted?.has(name) !== false)) {
    const path = shot.path.replaceAll(/\{(\w+)\}/g, (whole, key: string) => fillings[key] ?? whole);
    if (path.includes('{')) continue;
    const runs: { scriptKb: number; paintMs: number }[] = [];
    // The first look compiles what the server has not served yet; each of the others is a browser with an empty cache.
    for (let run = 0; run <= options.runs; run += 1) {
      const eyes = lookAt(base, join(dataDir, 'browser'), system.secrets.demoPassword);
      const page = shot.account === '' ? await (await eyes.open()).newPage() : await eyes.signedIn(shot.account);
      runs.push(await measure(page, base + path));
      await eyes.close();
    }
    const counted = runs.slice(1);
    costs.push({
      page: shot.name,
      scriptKb: Math.max(...counted.map((run) => run.scriptKb)),
      scriptBudgetKb: lightPages.includes(shot.name) ? 250 : 450,
      paintMs: counted.map((run) => run.paintMs),
      paintBudgetMs: paintBudgets[shot.name] ?? null,
    });
    progress.note(`${shot.name} ${costs.at(-1)?.scriptKb} KB, LCP ${median(counted.map((run) => run.paintMs))} ms`);
  }
  report(costs);
}

function report(costs: readonly PageCost[]): void {
  const rows = costs.map((cost) => {
    const paint = median(cost.paintMs);
    const over = cost.scriptKb > cost.scriptBudgetKb || (cost.paintBudgetMs !== null && paint > cost.paintBudgetMs);
    return `| ${cost.page} | ${cost.scriptKb} | ${cost.scriptBudgetKb} | ${paint} | ${cost.paintBudgetMs ?? '-'} | ${over ? 'OVER' : 'in'} |`;
  });
  process.stdout.write(
    `\n| page | JS gz KB | budget | LCP ms (median) | budget | |\n| --- | --- | --- | --- | --- | --- |\n${rows.join('\n')}\n`,
  );
  const out = resolve(root, values.out);
  mkdirSync(out, { recursive: true });
  const file = join(out, `page-budgets-${new Date().toISOString().replaceAll(/[:.]/g, '-')}.json`);
  writeFileSync(file, `${JSON.stringify({ suite: 'page-budgets', ...provenance(new Date()), options, costs }, undefined, 2)}\n`);
  process.stdout.write(`\n${file}\n`);
}

await onCleanSystem({ data: values.data, portOffset: options.portOffset, commandCenter: true }, measureAll);
