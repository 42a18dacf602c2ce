import { setTimeout as delay } from 'node:timers/promises';
import { medianOf } from '../stock/figures.ts';
import { cpuOf, cpuSince, wholeOf, type ThreadCpu } from './cpu-of.ts';
import type { HostileRequest } from './documents.ts';

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
 * All documents, and then all of them again: what a document costs comes back in every round, while what the engine does beside it
 * (collecting, compiling) and what other programs take from the machine meets it in one. Nothing is left out: the greatest is told too.
 */
export async function sendInRounds(
  pid: number,
  ask: Ask,
  documents: readonly HostileRequest[],
  { rounds, times }: { readonly rounds: number; readonly times: number },
): Promise<readonly Refused[]> {
  let all: readonly Refused[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const told: Refused[] = [];
    for (const [nth, one] of documents.entries()) {
      const now = await sendOne(pid, ask, one, times);
      const before = all[nth];
      told.push(before === undefined ? now : both(before, now));
    }
    all = told;
  }
  return all;
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
