import { setTimeout as delay } from 'node:timers/promises';
import { cpuBetween, readCpu, type CpuUse } from '../../tools/measure/cpu.ts';
import { provenance } from '../../tools/measure/machine.ts';
import type { Progress } from '../../tools/start/progress.ts';
import { run } from '../../tools/start/programs/run.ts';
import type { System } from '../../tools/start/system.ts';
import { legsOf, type Leg } from '../checks/milestones.ts';
import { nothingIsLeft } from '../checks/nothing-is-left.ts';
import { ordersAreWhole } from '../checks/orders-are-whole.ts';
import { bestMean, passagesOf, perSecond, type Passage } from '../checks/passages.ts';
import { outsideAgrees } from '../checks/outside-agrees.ts';
import { readFinalState, type FinalState } from '../checks/state.ts';
import { stockIsConserved } from '../checks/stock-is-conserved.ts';
import { unshipped } from '../checks/unshipped.ts';
import { arrivalsOf, ordersIn, type Phase } from '../workloads/phases.ts';
import type { CleanSystem } from './clean-system.ts';
import { trackCpu, type CpuSample } from './cpu-track.ts';
import { count, drive, type Drive, type Driven } from './drive.ts';
import { phasesOf, type LoadOptions } from './options.ts';
import { outsideWorld, type OutsideWorld } from './outside-world.ts';
import { cpuPer, type LoadResult } from './result.ts';
import { untilSettled } from './settle.ts';
import type { Findings, Suite, Watching } from './suite.ts';
import { profile } from './watches/profile.ts';

export interface Measuring {
  readonly suite: Suite;
  readonly options: LoadOptions;
  readonly clean: CleanSystem;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** Warm-up, load, rest, truth: the order is that of every suite. */
export async function measureRun(measuring: Measuring): Promise<LoadResult> {
  const { options, clean, progress } = measuring;
  const state = await readFinalState(clean.system);
  const world = { state, outside: outsideWorld(clean.system) };
  const watching: Watching[] = [];
  try {
    await progress.step('stock on the shelves', () => world.outside.prepare());
    const idle = await progress.step(`an idle hub for ${idleMs / 1000} s, to know what it costs without orders`, () =>
      measureIdle(clean.system),
    );
    if (options.warmUpSeconds > 0) {
      const { warmUpSeconds: seconds, rate } = options;
      const warm = await load(measuring, world, [{ name: 'warm-up', seconds, from: rate, to: rate }], 'warm-up');
      if (!warm.settled.settled) progress.note(`the warm-up did not come to rest: ${warm.settled.open.join(', ')}`);
    }
    const watches = [...(measuring.suite.watches ?? []), ...(options.profile ? [profile] : [])];
    for (const watch of watches) watching.push(await watch(clean.system, options));
    const loaded = await load(measuring, world, phasesOf(measuring.suite, options), 'load');
    await endAll(watching);
    return await judge(measuring, state, { ...loaded, watching }, idle);
  } finally {
    await endAll(watching);
    await state.close();
  }
}

async function endAll(watching: readonly Watching[]): Promise<void> {
  await Promise.all(watching.map((one) => one.end()));
}

interface Loaded {
  readonly phases: readonly Phase[];
  readonly planned: number;
  readonly driven: Driven;
  readonly settled: LoadResult['settled'];
  readonly beganAt: number;
  readonly windowMs: number;
  readonly use: CpuUse;
  readonly track: readonly CpuSample[];
}

interface World {
  readonly state: FinalState;
  readonly outside: OutsideWorld;
}

async function load(measuring: Measuring, { state, outside }: World, phases: readonly Phase[], name: string): Promise<Loaded> {
  const { suite, options, clean, progress, signal } = measuring;
  const { system } = clean;
  const seconds = phases.reduce((sum, phase) => sum + phase.seconds, 0);
  const orders = ordersIn(phases);
  const pushes = await progress.step(`${name}: ${orders} signed orders minted`, async () => {
    const minted = await outside.mint({ orders, wechatPercent: options.wechatPercent, seed: `${options.seed}/${name}` });
    await outside.enlistBuyers(orders);
    const moments = arrivalsOf(phases, minted.length);
    await outside.expectPushes(minted.map(({ no }, nth) => ({ no, afterMs: moments[nth] ?? 0 })));
    return minted;
  });
  await outside.setSpeed(options.speed);
  const before = readCpu(pidsOf(system));
  const tracking = trackCpu(() => pidsOf(system));
  const beganAt = Date.now();
  const driven = await progress.step(
    `${name}: ${phases.map(({ from, to, seconds: long }) => `${from === to ? from : `${from} to ${to}`} a second for ${long} s`).join(', ')}`,
    () => drive(suite.name, system, { pushes, phases, seconds, ...driveOf(options) }, signal),
    ({ orders: { sent, acknowledged } }) => `${sent.length} sent, ${acknowledged.length} acknowledged`,
  );
  const settled = await progress.step(
    `${name}: until everything is at rest`,
    () =>
      untilSettled(state, driven.orders, {
        until: suite.until,
        alsoOpen: suite.open ?? (async () => []),
        seconds: options.settleSeconds,
        progress,
        signal,
        calmWorld: () => outside.setSpeed(1),
      }),
    ({ open }) => open.join(', '),
  );
  const use = cpuBetween(before, readCpu(pidsOf(system)));
  return { phases, planned: orders - 1, driven, settled, beganAt, windowMs: Date.now() - beganAt, use, track: tracking.end() };
}

function driveOf({ rate, readsPerSecond, own }: LoadOptions): Pick<Drive, 'rate' | 'readsPerSecond' | 'own'> {
  return { rate, readsPerSecond, own };
}

/** The stock that was just put on the shelves is still being told at first. */
const calmMs = 5_000;
const idleMs = 10_000;

async function measureIdle(system: System): Promise<CpuUse> {
  await delay(calmMs);
  const before = readCpu(pidsOf(system));
  await delay(idleMs);
  return cpuBetween(before, readCpu(pidsOf(system)));
}

/** k6 needs a while before its first push; seconds of the load are counted from that push on. */
const longestStartMs = 60_000;

async function judge(
  { suite, options, clean, progress }: Measuring,
  state: FinalState,
  loaded: Loaded & { readonly watching: readonly Watching[] },
  idle: CpuUse,
): Promise<LoadResult> {
  const { driven, settled, use, phases } = loaded;
  const { sent, acknowledged } = driven.orders;
  // Where it lay on somebody's disk is nobody's business.
  const { dataDir: _data, outDir: _out, ...told } = options;
  const whole = await ordersAreWhole(state, driven.orders);
  const passages = await passagesOf(state, sent);
  const beganAt = passages.reduce((first, { receivedAt }) => Math.min(first, receivedAt), loaded.beganAt + longestStartMs);
  const found = { state, options, phases, orders: driven.orders, passages, metrics: driven.metrics, beganAt };
  const findings: Findings[] = [];
  for (const one of loaded.watching) findings.push(await one.findings(found));
  const verdicts = await progress.step('business truth', async () => [
    ...whole.verdicts,
    ...(await stockIsConserved(state)),
    ...(await nothingIsLeft(state, settled.open)),
    ...(await outsideAgrees(state, suite.until)),
    ...findings.flatMap((one) => one.verdicts ?? []),
  ]);
  const legs = await legsOf(state, sent);
  const shipped = await unshipped(state, driven.orders);
  const seconds = phases.reduce((sum, phase) => sum + phase.seconds, 0);
  const lastShown = legs.find(({ leg }) => leg.endsWith('in the twin'))?.ms;
  return {
    suite: suite.name,
    provenance: provenance(new Date()),
    programs: await programs(clean.system),
    options: told,
    differences: differencesOf(options),
    counts: {
      planned: loaded.planned,
      sent: sent.length,
      accepted: acknowledged.length,
      refused: count(driven.metrics, 'pushes_refused'),
      dropped: count(driven.metrics, 'dropped_iterations{scenario:pushes}'),
      placed: whole.placed,
      sentToWarehouse: sentCount(legs),
      shipped: shipped.gone,
      consistent: whole.consistent,
    },
    ordersPerSecond: {
      offered: loaded.planned / seconds,
      accepted: acknowledged.length / seconds,
      // The last order may have been the slowest, so the bound is the whole time of pushing and the slowest way behind it.
      processed: lastShown === undefined ? 0 : lastShown.count / (seconds + lastShown.max / 1000),
      bestTenSeconds: bestMean(
        perSecond(
          passages.map(({ shownAt }) => shownAt),
          beganAt,
        ),
        10,
      ),
    },
    settled,
    course: courseOf({ ...loaded, beganAt }, passages),
    goals: findings.flatMap((one) => one.goals ?? []),
    sections: findings.flatMap((one) => one.sections ?? []),
    legs,
    k6: driven.metrics,
    cpu: { windowMs: loaded.windowMs, perOrderMs: cpuPer(use, acknowledged.length), idlePerSecondMs: cpuPer(idle, idleMs / 1000), use },
    deaths: clean.deaths,
    crossed: driven.crossed,
    verdicts,
    passed: settled.settled && verdicts.every(({ holds }) => holds) && driven.crossed.length === 0 && clean.deaths.length === 0,
  };
}

function courseOf({ phases, beganAt, track }: Loaded, passages: readonly Passage[]): LoadResult['course'] {
  return {
    phases,
    accepted: perSecond(
      passages.map(({ receivedAt }) => receivedAt),
      beganAt,
    ),
    processed: perSecond(
      passages.map(({ shownAt }) => shownAt),
      beganAt,
    ),
    cpu: track.map((sample) => ({ ...sample, at: (sample.at - beganAt) / 1000 })).filter(({ at }) => at >= 0),
  };
}

function sentCount(legs: readonly Leg[]): number {
  return legs.find(({ leg }) => leg.endsWith('sent to warehouse'))?.ms?.count ?? 0;
}

function pidsOf(system: System): ReadonlyMap<string, number> {
  return new Map(
    system.running().flatMap((app) => {
      const pid = system.pid(app);
      return pid === undefined ? [] : [[app, pid] as const];
    }),
  );
}

function differencesOf(options: LoadOptions): readonly string[] {
  return [
    ...(options.commandCenter ? [] : ['without the command center']),
    `the demo day is not played, warehouse and carrier work ${options.speed} times faster than life`,
    'plenty of stock on every shelf',
    ...(options.profile ? ['samples are taken of every service, and Postgres counts its statements'] : []),
  ];
}

async function programs(system: System): Promise<Readonly<Record<string, string>>> {
  const version = async (path: string | undefined, argument: string): Promise<string> =>
    /\d+\.\d+\.\d+/.exec(path === undefined ? '' : (await run(path, [argument])).output)?.[0] ?? 'external or unknown';
  return {
    k6: await version(process.env['K6_BIN'], 'version'),
    'nats-server': system.running().includes('nats') ? await version(process.env['NATS_SERVER_BIN'], '--version') : 'external',
  };
}
