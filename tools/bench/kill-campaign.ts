import { execFile } from 'node:child_process';
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { accountsOf } from '../../apps/system-tests/src/checker/ends.ts';
import { readHistory } from '../../apps/system-tests/src/checker/history.ts';
import { fight } from '../../apps/system-tests/src/faults/campaign.ts';
import { startHub, type Hub } from '../../apps/system-tests/src/hub/start-hub.ts';
import { openWork } from '../../load-tests/checks/nothing-is-left.ts';
import { readFinalState } from '../../load-tests/checks/state.ts';
import { provenance } from '../measure/machine.ts';
import { fromRoot, root } from '../start/paths.ts';
import { describeProblem } from '../start/problem.ts';
import { alter, plantedFaults } from './kills/planted.ts';

// R2 and R3: orders are pushed while one process after the other is killed, and the broker's store deleted; a program of its own judges.
const { values } = parseArgs({
  options: {
    strikes: { type: 'string', default: '110' },
    'orders-per-strike': { type: 'string', default: '8' },
    'least-ms': { type: 'string', default: '800' },
    'most-ms': { type: 'string', default: '2500' },
    'retry-ms': { type: 'string', default: '5000' },
    'settle-seconds': { type: 'string', default: '300' },
    seed: { type: 'string', default: new Date().toISOString().slice(0, 10) },
    'port-offset': { type: 'string', default: '7000' },
    out: { type: 'string', default: 'load-tests/results' },
  },
});
const whole = z.coerce.number().int();
const options = z
  .object({
    strikes: whole.min(1).max(2_000),
    ordersPerStrike: whole.min(1).max(200),
    leastMs: whole.min(50),
    mostMs: whole.max(60_000),
    retryMs: whole.min(100).max(60_000),
    settleSeconds: whole.min(10).max(3_600),
    seed: z.string().min(1),
    portOffset: whole,
  })
  .parse({
    strikes: values.strikes,
    ordersPerStrike: values['orders-per-strike'],
    leastMs: values['least-ms'],
    mostMs: values['most-ms'],
    retryMs: values['retry-ms'],
    settleSeconds: values['settle-seconds'],
    seed: values.seed,
    portOffset: values['port-offset'],
  });

const told = z.object({
  client: z.object({ sent: z.number(), acked: z.number(), ackedWithOneRetry: z.number(), tries: z.number() }),
  ends: z.record(z.string(), z.number()),
  verdicts: z.array(z.object({ claim: z.string(), holds: z.boolean(), found: z.string() })),
});

const say = (text: string): void => void process.stdout.write(`${text}\n`);
try {
  const hub = await startHub({
    name: 'kills',
    pollSeconds: 5,
    seed: options.seed,
    portOffset: options.portOffset,
    strangers: options.strikes * options.ordersPerStrike,
  });
  try {
    await campaign(hub);
  } finally {
    await hub.stop();
  }
} catch (error) {
  process.stderr.write(describeProblem(error));
  process.exitCode = 1;
}
process.exit();

async function campaign(hub: Hub): Promise<void> {
  const made = provenance(new Date());
  const outDir = resolve(root, values.out);
  mkdirSync(outDir, { recursive: true });
  const file = join(outDir, `kill-campaign-${made.date.replaceAll(/[:.]/g, '-')}`);
  const clientLog = `${file}.client.jsonl`;
  writeFileSync(clientLog, '');
  say(`seed ${options.seed} (--seed fights the same campaign again); the client writes ${clientLog}`);
  const began = Date.now();
  const fought = await fight(hub, {
    seed: options.seed,
    strikes: options.strikes,
    between: [options.leastMs, options.mostMs],
    ordersPerStrike: options.ordersPerStrike,
    retryMs: options.retryMs,
    log: (line) => say(`  ${line}`),
    note: (line) => appendFileSync(clientLog, `${JSON.stringify(line)}\n`),
  });
  const foughtMs = Date.now() - began;
  const settled = await settle(hub, fought.acked);
  const judged = told.parse(JSON.parse(await check(hub, clientLog)));
  for (const { claim, holds, found } of judged.verdicts) say(`${holds ? 'holds' : 'FAILS'}  ${claim}: ${found}`);
  const { client } = judged;
  const kills: Record<string, number> = {};
  for (const strike of fought.strikes) kills[strike] = (kills[strike] ?? 0) + 1;
  const figures = {
    bench: 'kill-campaign',
    provenance: made,
    options,
    kills,
    ...judged,
    successWithOneRetry: client.ackedWithOneRetry / client.sent,
    foughtMs,
    settled,
    plantedFaultsOverlooked: await plant(hub, clientLog),
  };
  writeFileSync(`${file}.json`, `${JSON.stringify(figures, undefined, 2)}\n`);
  say(
    `${fought.strikes.length} strikes; ${client.sent} orders pushed in ${client.tries} tries, ${client.acked} acknowledged, ` +
      `${client.ackedWithOneRetry} of them at the first or second try; at rest after ${(settled.tookMs / 1000).toFixed(1)} s: ${settled.open.join(', ') || 'nothing open'}`,
  );
  say(`${file}.json`);
  process.exitCode =
    settled.open.length === 0 && judged.verdicts.every(({ holds }) => holds) && figures.plantedFaultsOverlooked.length === 0 ? 0 : 1;
}

/** A checker that says yes to everything would say yes here: plants one fault after the other, and gives those that it overlooked. */
async function plant(hub: Hub, clientLog: string): Promise<readonly string[]> {
  const overlooked: string[] = [];
  for (const { fault, app, plant: sql, undo, falls } of plantedFaults) {
    await alter(app, hub.system.databaseBase, sql);
    const { verdicts } = told.parse(JSON.parse(await check(hub, clientLog)));
    const isFound = verdicts.some(({ claim, holds }) => claim === falls && !holds);
    say(`planted: ${fault}: ${isFound ? 'the checker found it' : 'OVERLOOKED by the checker'}`);
    if (!isFound) overlooked.push(fault);
    if (undo !== '') await alter(app, hub.system.databaseBase, undo);
  }
  return overlooked;
}

/** Until every order has ended in the outside world and nothing is under way in the hub; says what is open when the time is over. */
async function settle(hub: Hub, acked: readonly string[]): Promise<{ readonly tookMs: number; readonly open: readonly string[] }> {
  const began = Date.now();
  const state = await readFinalState(hub.system);
  try {
    for (;;) {
      const history = await readHistory(hub.sandbox, { acked, conflicts: new Set() });
      const unfinished = [...accountsOf(history).values()].filter(({ end }) => end === 'UNFINISHED').length;
      // Parcels that moved on for hours would never let the hub come to rest.
      if (unfinished === 0) await hub.sandbox.post('/speed', { speed: 1 });
      const open = [...(unfinished > 0 ? [`${unfinished} orders that have not ended`] : []), ...(await openWork(state))];
      const tookMs = Date.now() - began;
      if (open.length === 0 || tookMs > options.settleSeconds * 1000) return { tookMs, open };
      await delay(2_000);
    }
  } finally {
    await state.close();
  }
}

function check(hub: Hub, clientLog: string): Promise<string> {
  const args = ['--log', clientLog, '--data', hub.system.dataDir, '--port-offset', String(options.portOffset)];
  return new Promise((found, reject) => {
    execFile(process.execPath, [fromRoot('tools/bench/kills/check.ts'), ...args], { maxBuffer: 16e6 }, (error, stdout, stderr) => {
      // 1: a claim does not hold, which is an answer.
      if (error === null || error.code === 1) found(stdout);
      else reject(new Error(`the checker failed: ${stderr}`));
    });
  });
}
