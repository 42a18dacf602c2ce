import { reasonOf, Problem } from '../problem.ts';
import type { Progress } from '../progress.ts';

export interface FoundProgram {
  readonly path: string;
  readonly version: string;
  /** Where it came from, in words for the one line that says which one is used. */
  readonly source: string;
}

/** One way to come by a program. It gives undefined when it does not apply here, and throws when it was tried in vain. */
export interface Rung {
  readonly title: string;
  readonly find: () => Promise<FoundProgram | undefined>;
  /** What a person can do so that this way works. */
  readonly remedy: string;
}

export interface ProgramWanted {
  readonly name: string;
  readonly oldest: string;
  readonly rungs: readonly Rung[];
}

const notHere = 'not here';

/** Tries each way in order; the first that gives a program wins. When none does, one message lists every way. */
export async function climb(program: ProgramWanted, progress: Progress): Promise<FoundProgram> {
  const tried: string[] = [];
  for (const rung of program.rungs) {
    const outcome = await attempt(rung);
    if (typeof outcome !== 'string') {
      if (olderThan(outcome.version, program.oldest)) {
        tried.push(`${rung.title}: ${outcome.path} is ${outcome.version}, older than ${program.oldest}`);
        continue;
      }
      return outcome;
    }
    tried.push(`${rung.title}: ${outcome}`);
    if (outcome !== notHere) progress.note(`${program.name} by ${rung.title}: ${outcome}`);
  }
  throw new Problem({
    what: `${program.name} ${program.oldest} or newer was not found`,
    why: `every way was tried:\n${tried.map((line) => `        - ${line}`).join('\n')}`,
    remedy: `one of these:\n${program.rungs.map((rung) => `        - ${rung.remedy}`).join('\n')}`,
  });
}

async function attempt(rung: Rung): Promise<FoundProgram | string> {
  try {
    return (await rung.find()) ?? notHere;
  } catch (error) {
    return reasonOf(error);
  }
}

/** Compares dotted versions number by number; a leading "v" and a suffix after "-" do not count. */
export function olderThan(version: string, least: string): boolean {
  const have = numbersOf(version);
  const want = numbersOf(least);
  for (let index = 0; index < Math.max(have.length, want.length); index += 1) {
    const difference = (have[index] ?? 0) - (want[index] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

function numbersOf(version: string): readonly number[] {
  return (version.replace(/^v/, '').split('-')[0] ?? '').split('.').map((part) => Number.parseInt(part, 10) || 0);
}
