import { goodputOf, type PhaseGoodput } from '../../checks/goodput.ts';
import { tailCells, tailHead, tailOf } from '../../checks/tail.ts';
import type { Phase } from '../../workloads/phases.ts';
import type { Goal, Watch } from '../suite.ts';

/** P12: the last minute against the second one. Shorter runs are cut into thirds: the middle one against the last. */
export const watchAge: Watch = async () => ({
  end: async () => undefined,
  findings: async ({ options, passages, beganAt }) => {
    const slices = goodputOf(slicesOf(options.seconds, options.rate), passages, beganAt);
    const young = slices[1];
    const old = slices.at(-1);
    return {
      sections: [
        {
          title: 'Age (ms from push to shown)',
          words: 'A transaction stood open in every database of the hub towards the end, so that dead rows stayed.',
          head: ['slice', 'accepted', 'finished', 'shown/s', ...tailHead],
          rows: slices.map(({ name, accepted, finished, shownPerSecond, ms }) => [
            name,
            String(accepted),
            String(finished),
            shownPerSecond.toFixed(1),
            ...tailCells(ms),
          ]),
        },
      ],
      goals: young === undefined || old === undefined ? [] : goalsOf(young, old),
    };
  },
});

function slicesOf(seconds: number, rate: number): readonly Phase[] {
  const long = seconds >= 180 ? 60 : seconds / 3;
  return Array.from({ length: Math.max(1, Math.floor(seconds / long)) }, (_, index) => ({
    name: long === 60 ? `minute ${index + 1}` : `third ${index + 1}`,
    seconds: long,
    from: rate,
    to: rate,
  }));
}

function goalsOf(young: PhaseGoodput, old: PhaseGoodput): readonly Goal[] {
  const rate = old.shownPerSecond / young.shownPerSecond;
  const slow = (tailOf(old.ms)?.p99 ?? Number.NaN) / (tailOf(young.ms)?.p99 ?? Number.NaN);
  const between = `${old.name} against ${young.name}`;
  return [
    {
      goal: `P12 rate shown, ${between}`,
      wanted: '0.9; wow 0.97',
      measured: Number.isFinite(rate) ? rate.toFixed(2) : '-',
      met: !Number.isFinite(rate) ? 'nothing measured' : rate >= 0.97 ? 'wow' : rate >= 0.9 ? 'pass' : 'no',
    },
    {
      goal: `P12 p99 push to shown, ${between}`,
      wanted: 'at most 1.5',
      measured: Number.isFinite(slow) ? slow.toFixed(2) : '-',
      met: !Number.isFinite(slow) ? 'nothing measured' : slow <= 1.5 ? 'pass' : 'no',
    },
  ];
}
