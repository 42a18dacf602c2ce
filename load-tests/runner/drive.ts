import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { z } from 'zod';
import { fromRoot } from '../../tools/start/paths.ts';
import { Problem } from '../../tools/start/problem.ts';
import type { System } from '../../tools/start/system.ts';
import type { MintedPush } from '../actions/minted-push.ts';
import type { Phase } from '../workloads/phases.ts';
import { sentOrders, type SentOrders } from '../checks/sent-orders.ts';

export interface Drive {
  readonly pushes: readonly MintedPush[];
  readonly rate: number;
  readonly seconds: number;
  readonly readsPerSecond: number;
  readonly phases: readonly Phase[];
  readonly own: Readonly<Record<string, number>>;
}

const metric = z.object({
  values: z.record(z.string(), z.number()),
  thresholds: z.record(z.string(), z.object({ ok: z.boolean() })).optional(),
});
export type K6Metrics = Readonly<Record<string, z.infer<typeof metric>>>;

export interface Driven {
  readonly orders: SentOrders;
  readonly metrics: K6Metrics;
  /** Names of thresholds that were crossed. */
  readonly crossed: readonly string[];
}

/** Lets k6 send the pushes, and gives back what it saw. A crossed threshold is a finding, not an error. */
export async function drive(suite: string, system: System, wanted: Drive, signal: AbortSignal): Promise<Driven> {
  const k6 = process.env['K6_BIN'];
  if (k6 === undefined) {
    throw new Problem({ what: 'there is no k6', why: 'K6_BIN is not set', remedy: `run it as \`npm run load -- ${suite}\`` });
  }
  const file = (name: string): string => join(system.dataDir, `load-${name}`);
  writeFileSync(file('pushes.json'), JSON.stringify(wanted.pushes), { mode: 0o600 });
  writeFileSync(file('k6.log'), '');
  const code = await runK6(
    k6,
    [
      'run',
      '--quiet',
      '--no-usage-report',
      // No door of its own: two runs beside each other would fight for it.
      '--address',
      '',
      // A line of its own for each of a thousand timeouts would bury everything else.
      '--log-output',
      `file=${file('k6-own.log')}`,
      '--console-output',
      file('k6.log'),
      fromRoot('load-tests', suite, 'script.ts'),
    ],
    {
      RATE: String(wanted.rate),
      SECONDS: String(wanted.seconds),
      READS: String(wanted.readsPerSecond),
      PHASES: JSON.stringify(wanted.phases),
      OWN: JSON.stringify(wanted.own),
      SANDBOX: system.addresses.url('sandbox', 'http'),
      DOCUMENTS: JSON.stringify(documentIds()),
      GATEWAY: system.addresses.url('gateway', 'http'),
      PASSWORD: system.secrets.demoPassword,
      DEPLOYMENT: system.deploymentFile,
      PUSHES: file('pushes.json'),
      SUMMARY: file('summary.json'),
    },
    signal,
  );
  // 99: thresholds were crossed. Everything else but 0 means that k6 did not do its work.
  if (code !== 0 && code !== 99)
    throw new Problem({ what: 'k6 failed', why: `it ended with code ${code}`, remedy: `read ${file('k6-own.log')} and ${file('k6.log')}` });
  const metrics = z.record(z.string(), metric).parse(JSON.parse(readFileSync(file('summary.json'), 'utf8')));
  const sent = count(metrics, 'pushes_acknowledged') + count(metrics, 'pushes_refused');
  return {
    metrics,
    orders: sentOrders(
      wanted.pushes.map(({ no }) => no),
      sent,
      readFileSync(file('k6.log'), 'utf8'),
    ),
    crossed: Object.entries(metrics).flatMap(([name, { thresholds = {} }]) =>
      Object.entries(thresholds).flatMap(([rule, { ok }]) => (ok ? [] : [`${name} ${rule}`])),
    ),
  };
}

export function count(metrics: K6Metrics, name: string): number {
  return metrics[name]?.values['count'] ?? 0;
}

/** Ids of the command center's queries by operation. Each caller of k6 keeps a copy, so their texts stay here. */
function documentIds(): Readonly<Record<string, string>> {
  const texts = z
    .record(z.string(), z.string())
    .parse(JSON.parse(readFileSync(fromRoot('apps/command-center/trusted-documents.json'), 'utf8')));
  return Object.fromEntries(
    Object.entries(texts).flatMap(([id, text]) => {
      const name = /(?:^|\s)query (\w+)/.exec(text)?.[1];
      return name === undefined ? [] : [[name, id]];
    }),
  );
}

function runK6(path: string, args: readonly string[], variables: NodeJS.ProcessEnv, signal: AbortSignal): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(path, [...args], {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...variables },
    });
    const end = (): void => void child.kill('SIGINT');
    signal.addEventListener('abort', end, { once: true });
    child.once('error', reject);
    child.once('exit', (code) => {
      signal.removeEventListener('abort', end);
      resolve(code ?? 128);
    });
  });
}
