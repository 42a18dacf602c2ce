import { bestGoodput, goodputOf } from '../../checks/goodput.ts';
import { tailCells, tailHead } from '../../checks/tail.ts';
import type { Goal, Section, Watch } from '../suite.ts';

/** What the hub finishes in each part of the load; R8 where a part is named that brings more than it can carry. */
export function watchGoodput(overloaded?: string): Watch {
  return async () => ({
    end: async () => undefined,
    findings: async ({ phases, passages, beganAt }) => {
      const parts = goodputOf(phases, passages, beganAt);
      const part = parts.find(({ name }) => name === overloaded);
      const phase = phases.find(({ name }) => name === overloaded);
      // A short spike has no ten seconds of its own: calm ones among them would make the best look worse than it was.
      const stretch = Math.max(1, Math.min(10, Math.floor((phase?.seconds ?? 20) / 2)));
      const best = bestGoodput(passages, beganAt, stretch);
      const section: Section = {
        title: 'Goodput by part of the load (orders a second; ms from push to shown)',
        words: `Best ${stretch} seconds of the whole run: ${best.toFixed(1)} orders a second shown as sent in the twin.`,
        head: ['part', 'offered', 'accepted', 'finished', 'accepted/s', 'shown/s', 'goodput until its last', ...tailHead],
        rows: parts.map(({ name, offered, accepted, finished, acceptedPerSecond, shownPerSecond, goodput, ms }) => [
          name,
          offered.toFixed(0),
          String(accepted),
          String(finished),
          ...[acceptedPerSecond, shownPerSecond, goodput].map((value) => value.toFixed(1)),
          ...tailCells(ms),
        ]),
      };
      const goal: Goal = {
        goal: 'R8 goodput while overloaded / best',
        wanted: '0.8',
        ...(part === undefined || phase === undefined || best === 0
          ? { measured: '-', met: 'nothing measured' }
          : phase.from <= best
            ? { measured: `the hub carried ${phase.from} a second; raise --rate`, met: 'nothing measured' }
            : { measured: (part.goodput / best).toFixed(2), met: part.goodput >= 0.8 * best ? 'pass' : 'no' }),
      };
      return { sections: [section], goals: overloaded === undefined ? [] : [goal] };
    },
  });
}
