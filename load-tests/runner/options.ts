import { parseArgs } from 'node:util';
import { resolve } from 'node:path';
import { root } from '../../tools/start/paths.ts';
import { Problem, reasonOf } from '../../tools/start/problem.ts';
import { ordersIn, type Phase } from '../workloads/phases.ts';
import type { Suite } from './suite.ts';

export interface LoadOptions {
  readonly help: boolean;
  /** Orders a second while it runs. */
  readonly rate: number;
  readonly seconds: number;
  readonly warmUpSeconds: number;
  readonly readsPerSecond: number;
  /** Of a hundred orders, how many come from the WeChat shop. */
  readonly wechatPercent: number;
  readonly speed: number;
  readonly seed: string;
  readonly portOffset: number;
  readonly dataDir: string;
  readonly commandCenter: boolean;
  readonly settleSeconds: number;
  readonly outDir: string;
  readonly keepData: boolean;
  /** Takes samples of every service and counts Postgres' statements. */
  readonly profile: boolean;
  /** Options that only one suite has, by name. */
  readonly own: Readonly<Record<string, number>>;
}

/** The sandbox mints at most 50,000 orders of a channel at a time, and remembers all of them. */
export const mostOrders = 60_000;

export function helpOf({ name, defaults, own = {} }: Suite): string {
  const others = Object.entries(own).map(([option, { about, usual }]) => `  --${option} N`.padEnd(22) + `${about} (${usual})\n`);
  return `npm run load -- ${name} [options]

  --rate N            paid orders a second, open loop (${defaults.rate})
  --seconds N         how long (${defaults.seconds}, at most 3600)
  --warm-up N         seconds of the same load before, not measured (${defaults.warmUpSeconds})
  --reads N           looks at the order list and one order, a second (${defaults.readsPerSecond}; 0 for none)
  --wechat N          percent of orders from the WeChat shop (30)
  --speed N           how many times faster than life warehouse and carrier work (${defaults.speed})
  --seed TEXT         which baskets and buyers (${name})
  --command-center    run the screens too, as npm start does; their CPU is printed apart
  --settle N          seconds that the hub has to come to rest afterwards (240)
  --port-offset N     ports of this run (7000)
  --data DIR          its data folder, erased first and last (.data-load)
  --profile           say where the time goes, by file and by statement (costs some itself)
  --keep              leave the data folder for inspection
  --out DIR           where the results go (load-tests/results)
${others.join('')}`;
}

export function parseLoadOptions(suite: Suite, args: readonly string[]): LoadOptions {
  const values = read(suite, args);
  const asked: LoadOptions = {
    help: values.help,
    rate: whole('--rate', values.rate, 1, 2_000),
    seconds: whole('--seconds', values.seconds, 5, 3_600),
    warmUpSeconds: whole('--warm-up', values['warm-up'], 0, 120),
    readsPerSecond: whole('--reads', values.reads, 0, 200),
    wechatPercent: whole('--wechat', values.wechat, 0, 100),
    speed: whole('--speed', values.speed, 1, 100_000),
    seed: values.seed,
    portOffset: whole('--port-offset', values['port-offset'], 0, 50_000),
    dataDir: resolve(root, values.data),
    commandCenter: values['command-center'],
    settleSeconds: whole('--settle', values.settle, 10, 1_800),
    outDir: resolve(root, values.out),
    keepData: values.keep,
    profile: values.profile,
    own: ownOf(suite, values.own),
  };
  const options = suite.adjust?.(asked) ?? asked;
  const orders = ordersIn(phasesOf(suite, options)) + options.rate * options.warmUpSeconds;
  if (orders <= mostOrders) return options;
  throw new Problem({
    what: `${orders} orders are too many`,
    why: `one run is bounded to ${mostOrders}, warm-up included`,
    remedy: 'lower --rate or --seconds',
  });
}

/** How orders arrive over the load. */
export function phasesOf(suite: Suite, options: LoadOptions): readonly Phase[] {
  return suite.phases?.(options) ?? [{ name: 'load', seconds: options.seconds, from: options.rate, to: options.rate }];
}

function ownOf({ own = {} }: Suite, given: Readonly<Record<string, string | undefined>>): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(own).map(([name, { usual, least, most }]) => [name, whole(`--${name}`, given[name] ?? String(usual), least, most)]),
  );
}

/** Takes the options that only this suite has out of the arguments; what is left is everybody's. */
function withoutOwn({ own = {} }: Suite, args: readonly string[]) {
  const rest: string[] = [];
  const given: Record<string, string | undefined> = {};
  for (let at = 0; at < args.length; at += 1) {
    const [, name = '', joined] = /^--([^=]+)(?:=(.*))?$/.exec(args[at] ?? '') ?? [];
    if (!Object.hasOwn(own, name)) rest.push(args[at] ?? '');
    else given[name] = joined ?? args[(at += 1)] ?? '';
  }
  return { rest, given };
}

function read(suite: Suite, args: readonly string[]) {
  const { name, defaults } = suite;
  const { rest, given } = withoutOwn(suite, args);
  try {
    const { values } = parseArgs({
      args: rest,
      strict: true,
      options: {
        help: { type: 'boolean', short: 'h', default: false },
        rate: { type: 'string', default: String(defaults.rate) },
        seconds: { type: 'string', default: String(defaults.seconds) },
        'warm-up': { type: 'string', default: String(defaults.warmUpSeconds) },
        reads: { type: 'string', default: String(defaults.readsPerSecond) },
        wechat: { type: 'string', default: '30' },
        speed: { type: 'string', default: String(defaults.speed) },
        seed: { type: 'string', default: name },
        'command-center': { type: 'boolean', default: false },
        settle: { type: 'string', default: '240' },
        'port-offset': { type: 'string', default: '7000' },
        data: { type: 'string', default: '.data-load' },
        keep: { type: 'boolean', default: false },
        profile: { type: 'boolean', default: false },
        out: { type: 'string', default: 'load-tests/results' },
      },
    });
    return { ...values, own: given };
  } catch (error) {
    throw new Problem({ what: 'an option was not understood', why: reasonOf(error), remedy: 'see --help', cause: error });
  }
}

function whole(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isInteger(value) && value >= least && value <= most) return value;
  throw new Problem({
    what: `${name} ${text} is not possible`,
    why: `it takes a whole number from ${least} to ${most}`,
    remedy: 'see --help',
  });
}
