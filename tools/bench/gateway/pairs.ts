import { cpuBetween, readCpu } from '../../measure/cpu.ts';
import { askByCrowd, type Asked } from './asking.ts';

/** A rate, and the CPU milliseconds that one answer took of each program. */
export interface Counted extends Asked {
  readonly cpuMs: Readonly<Record<string, number>>;
}

export interface Pair {
  readonly direct: Counted;
  readonly gateway: Counted;
}

export interface PairOptions {
  readonly callers: number;
  readonly seconds: number;
  /** First process of each program whose CPU is told. */
  readonly pids: ReadonlyMap<string, number>;
}

type Question = (nth: number) => Promise<unknown>;

/** One side after the other; which of them begins changes from pair to pair, since the second finds the warmer machine. */
export async function pairOf(
  nth: number,
  sides: { readonly direct: Question; readonly gateway: Question },
  options: PairOptions,
): Promise<Pair> {
  if (nth % 2 === 1) {
    const direct = await counted(sides.direct, options);
    return { direct, gateway: await counted(sides.gateway, options) };
  }
  const gateway = await counted(sides.gateway, options);
  return { direct: await counted(sides.direct, options), gateway };
}

async function counted(question: Question, { callers, seconds, pids }: PairOptions): Promise<Counted> {
  const before = readCpu(pids);
  const asked = await askByCrowd(question, callers, seconds);
  const { byName, own } = cpuBetween(before, readCpu(pids));
  const each = Object.entries({ ...byName, 'the asking program': own }).map(
    ([name, ms]) => [name, Math.round((ms / asked.count) * 1000) / 1000] as const,
  );
  return { ...asked, cpuMs: Object.fromEntries(each.filter(([, ms]) => ms >= 0.005)) };
}
