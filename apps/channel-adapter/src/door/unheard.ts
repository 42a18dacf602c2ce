import type { Heard, PushCount } from './door-words.ts';

/** What the door says while nobody can listen yet, however long that is: each shop once, and one number of each count. */
export function createUnheard(): { note(word: Heard): void; take(): readonly Heard[] } {
  const woken = new Set<string>();
  const lost = new Set<string>();
  const counts = new Map<string, PushCount>();
  let isTold = false;
  return {
    note: (word) => {
      switch (word.kind) {
        case 'woken':
          for (const { shopId } of word.work) woken.add(shopId);
          return;
        case 'missed':
          for (const shopId of word.shopIds) woken.add(shopId);
          return;
        case 'lost':
          lost.add(word.shopId);
          return;
        case 'told':
          isTold = true;
          return;
        case 'counted':
          for (const { system, outcome, count } of word.pushes) {
            const name = `${system} ${outcome}`;
            counts.set(name, { system, outcome, count: count + (counts.get(name)?.count ?? 0) });
          }
      }
    },
    take: () => {
      const words: Heard[] = [...lost].map((shopId) => ({ kind: 'lost', shopId }));
      if (woken.size > 0) words.push({ kind: 'missed', shopIds: new Set(woken) });
      if (isTold) words.push({ kind: 'told' });
      if (counts.size > 0) words.push({ kind: 'counted', pushes: [...counts.values()] });
      woken.clear();
      lost.clear();
      counts.clear();
      isTold = false;
      return words;
    },
  };
}
