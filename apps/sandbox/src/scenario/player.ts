import { z } from 'zod';
import type { Marketplace } from '../core/marketplace.ts';
import type { AdjustableTiming } from '../core/timing.ts';
import { createRandom } from '../core/random.ts';
import type { SandboxContext } from '../core/system.ts';
import { liveOneOrder } from './buyer-fate.ts';
import type { FateDeps } from './buyer-fate.ts';
import { dayCurve } from './day-curve.ts';
import { GENTLE_RATE, scenarioSchema } from './settings.ts';
import type { ScenarioSettings } from './settings.ts';

const NAME = 'scenario';
const TICK_MS = 100;
/** After a pause of the whole process the missed orders are not made up for in one burst. */
const LONGEST_TICK_MS = 2_000;

const record = z.object({ settings: scenarioSchema.nullable() });

export interface Player {
  start(settings: ScenarioSettings): void;
  stop(): void;
  /** Ends with the process; a restart goes on. */
  halt(): void;
  status(): unknown;
  restore(kept: unknown): void;
  resume(): void;
}

interface Run {
  readonly settings: ScenarioSettings;
  readonly fate: FateDeps;
  readonly timer: NodeJS.Timeout;
  readonly startedAt: number;
  lastTick: number;
  elapsedMs: number;
  /** Expected orders not yet drawn; an order is placed each time it passes a drawn threshold. */
  pressure: number;
  threshold: number;
  placed: number;
}

/** Plays buyers along the curve of a day. The same seed plays the same sequence of buyers. */
export function createPlayer(
  context: SandboxContext & { readonly timing: AdjustableTiming },
  marketplaces: readonly Marketplace[],
): Player {
  const counts = new Map<string, number>();
  let run: Run | null = null;
  let kept: ScenarioSettings | null = null;

  const start = (settings: ScenarioSettings): void => {
    halt();
    if (settings.speed !== undefined) context.timing.setSpeed(settings.speed);
    counts.clear();
    const random = createRandom(`${NAME}/${settings.seed}`);
    const count = (what: string): void => void counts.set(what, (counts.get(what) ?? 0) + 1);
    const timer = setInterval(tick, TICK_MS);
    timer.unref();
    run = {
      settings,
      timer,
      fate: { context, settings, random, count },
      startedAt: Date.now(),
      lastTick: performance.now(),
      elapsedMs: 0,
      pressure: 0,
      threshold: exponential(random.next()),
      placed: 0,
    };
    context.journal.write(NAME, { settings });
  };

  const halt = (): void => {
    if (run !== null) clearInterval(run.timer);
    run = null;
  };

  const tick = (): void => {
    if (run === null) return;
    const now = performance.now();
    const stepMs = Math.min(LONGEST_TICK_MS, now - run.lastTick);
    run.lastTick = now;
    run.elapsedMs += stepMs;
    run.pressure += (ratePerMinute(run) * stepMs) / 60_000;
    while (run !== null && run.pressure >= run.threshold) {
      run.pressure -= run.threshold;
      run.threshold = exponential(run.fate.random.next());
      placeOne(run);
      if (run.settings.day !== undefined && run.placed >= run.settings.day.orders) {
        stop();
        return;
      }
    }
  };

  const dayMs = ({ settings }: Run): number =>
    settings.day === undefined ? settings.dayMinutes * 60_000 : (settings.day.hours * 3_600_000) / context.timing.speed;

  const hourOf = (current: Run): number => (current.settings.startHour + (current.elapsedMs / dayMs(current)) * 24) % 24;

  const ratePerMinute = (current: Run): number => {
    const { settings } = current;
    const mean = settings.day === undefined ? (settings.rate ?? GENTLE_RATE) : settings.day.orders / (dayMs(current) / 60_000);
    return settings.flat ? mean : mean * dayCurve(hourOf(current));
  };

  const placeOne = (current: Run): void => {
    const { mix } = current.settings;
    const dy = current.fate.random.next() * (mix.DY + mix.WX) < mix.DY;
    const market = marketplaces.find(({ channel }) => channel === (dy ? 'DY' : 'WX'));
    current.placed += 1;
    if (market !== undefined) liveOneOrder(market, current.fate);
  };

  const stop = (): void => {
    halt();
    context.journal.write(NAME, { settings: null });
  };

  return {
    start,
    stop,
    halt,
    status: () => ({
      running: run !== null,
      ...(run === null
        ? {}
        : {
            settings: run.settings,
            startedAt: new Date(run.startedAt).toISOString(),
            placed: run.placed,
            hour: Number(hourOf(run).toFixed(2)),
            ordersPerMinuteNow: Number(ratePerMinute(run).toFixed(1)),
          }),
      counts: Object.fromEntries(counts),
      speed: context.timing.speed,
    }),
    restore(one) {
      kept = record.parse(one).settings;
    },
    resume() {
      if (kept !== null) start(kept);
    },
  };
}

function exponential(uniform: number): number {
  return -Math.log(1 - uniform);
}
