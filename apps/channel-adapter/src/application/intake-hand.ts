import type { AskedWork, WorkItem } from './stores.ts';

/** Looks begin so far back; one a second, and those of a backlog, at the very beginning. Rows that are worked off stay in the index while an old transaction lasts. */
const LOOK_BACK_MS = 10_000;
const WHOLE_LOOK_EVERY_MS = 1_000;
const MOST = 400;

/**
 * What is being worked on of one kind at one shop, by number, until it is captured or postponed. Its row stays in the table: a process that
 * dies takes nothing with it. What pushes have just left is handed over in memory; the table is looked at for what could not be.
 */
export interface IntakeHand {
  /** False when it cannot be worked on now: it is in hand as it was before, or others wait in the table already. */
  take(item: WorkItem): boolean;
  /** Its row was written again. True when a look would find it. */
  wokenAgain(platformNo: string): boolean;
  /** Whatever is in hand may have been woken again. */
  suspectAll(): void;
  /** What a look is to ask for; with nearly all hands full it would read what it has in hand again and again. */
  asked(now: number): AskedWork;
  /** Answers with what is new of it. */
  found(asked: AskedWork, items: readonly WorkItem[], now: number): readonly WorkItem[];
  /** Whether a look may find more than what comes by itself. */
  mayFind(): boolean;
  /** True when a look may find more now. */
  letGo(platformNo: string): boolean;
}

export function createIntakeHand(): IntakeHand {
  const holding = new Set<string>();
  /** In hand, and written again since: to be read once more. */
  const again = new Set<string>();
  /** Rows wait in the table that nobody hands over: who comes later stands behind them. */
  let isBehind = false;
  let wasMissed = false;
  let wholeLookAt = 0;
  const mayFind = (): boolean => isBehind && holding.size <= MOST - MOST / 4;

  return {
    mayFind,
    take: ({ platformNo }) => {
      if (holding.has(platformNo)) again.add(platformNo);
      else if (isBehind || holding.size >= MOST) isBehind = wasMissed = true;
      else return holding.add(platformNo).has(platformNo);
      return false;
    },
    wokenAgain: (platformNo) => {
      if (!holding.has(platformNo)) return true;
      again.add(platformNo);
      return false;
    },
    suspectAll: () => holding.forEach((platformNo) => again.add(platformNo)),
    asked: (now) => {
      wasMissed = false;
      const room = MOST - holding.size;
      return {
        since: new Date(now >= wholeLookAt ? 0 : now - LOOK_BACK_MS),
        limit: room < MOST / 4 ? 0 : room,
        except: [...holding],
      };
    },
    found: ({ since, limit }, items, now) => {
      if (limit === 0) return [];
      const isFull = items.length === limit;
      // What came while the look was under way may be missing in it.
      isBehind = isFull || wasMissed;
      if (isFull) wholeLookAt = 0;
      else if (since.getTime() === 0) wholeLookAt = now + WHOLE_LOOK_EVERY_MS;
      const fresh = items.filter(({ platformNo }) => !holding.has(platformNo));
      for (const { platformNo } of fresh) holding.add(platformNo);
      return fresh;
    },
    letGo: (platformNo) => {
      holding.delete(platformNo);
      return again.delete(platformNo) || mayFind();
    },
  };
}
