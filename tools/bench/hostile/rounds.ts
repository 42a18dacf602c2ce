import { setTimeout as delay } from 'node:timers/promises';
import { medianOf } from '../stock/figures.ts';
import { cpuOf, cpuSince, wholeOf, type ThreadCpu } from './cpu-of.ts';
import type { HostileRequest } from './documents.ts';
import { randomOf, type Random } from './random.ts';

export type Ask = (
  body: HostileRequest['body'],
  headers?: Readonly<Record<string, string>>,
) => Promise<{ readonly status: number; readonly text: string }>;

/** One hostile document, as it was answered and what it cost in each round. */
export interface Refused {
  readonly family: string;
  readonly statuses: readonly number[];
  readonly codes: readonly string[];
  readonly rounds: readonly ThreadCpu[];
}

/** Sends a document so many times and says what each cost: the scheduler may count in steps that one alone is lost in. */
export async function sendOne(pid: number, ask: Ask, one: HostileRequest, times: number): Promise<Refused> {
  const answers: Awaited<ReturnType<Ask>>[] = [];
  const before = cpuOf(pid);
  for (let nth = 0; nth < times; nth += 1) answers.push(await ask(one.body, one.headers));
  // The answer is sent before the request is tidied up; what comes after belongs to it.
  await delay(4);
  const cost = cpuSince(before, cpuOf(pid), times);
  const codes = answers.map(({ text }) => /"code":\s*"([A-Z_]+)"/.exec(text)?.[1] ?? (text.includes('"data"') ? 'ANSWERED' : 'NONE'));
  return { family: one.family, statuses: [...new Set(answers.map(({ status }) => status))], codes: [...new Set(codes)], rounds: [cost] };
}

/**
 * All documents, and then all of them again in another order: what a document costs comes back in every round, while the engine's
 * collections (a tenth of a second of its threads, for the garbage of many documents) meet another one each time. Nothing is left out:
 * the dearest round is told too, and the mean holds the collections.
 */
export async function sendInRounds(
  pid: number,
  ask: Ask,
  documents: readonly HostileRequest[],
  { rounds, times, seed }: { readonly rounds: number; readonly times: number; readonly seed: number },
): Promise<readonly Refused[]> {
  const random = randomOf(seed);
  const all = new Map<HostileRequest, Refused>();
  for (let round = 0; round < rounds; round += 1) {
    for (const one of shuffled(documents, random)) {
      const now = await sendOne(pid, ask, one, times);
      const before = all.get(one);
      all.set(one, before === undefined ? now : both(before, now));
    }
  }
  return [...all.values()];
}

export function isRefused({ statuses, codes }: Refused): boolean {
  return statuses.every((status) => status >= 400 && status < 500) && !codes.includes('RATE_LIMITED') && !codes.includes('NONE');
}

/** What a document costs: the middle of its rounds. */
export function costOf({ rounds }: Refused): number {
  return medianOf(rounds.map(wholeOf));
}

/** Its dearest round. */
export function dearestOf({ rounds }: Refused): ThreadCpu {
  return rounds.reduce((dearest, one) => (wholeOf(one) > wholeOf(dearest) ? one : dearest), { main: 0, others: 0 });
}

function both(before: Refused, now: Refused): Refused {
  return {
    family: before.family,
    statuses: [...new Set([...before.statuses, ...now.statuses])],
    codes: [...new Set([...before.codes, ...now.codes])],
    rounds: [...before.rounds, ...now.rounds],
  };
}

function shuffled<Item>(items: readonly Item[], random: Random): readonly Item[] {
  return items
    .map((item) => ({ item, at: random.between(0, 1_000_000) }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
