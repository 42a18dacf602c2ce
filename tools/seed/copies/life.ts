import type { Milestones } from './template.ts';

const SECOND = 1_000;
const HOUR = 3_600_000;

/** How long the stages of one copy take, in milliseconds since it was placed. */
export interface Pace {
  readonly outbound: number;
  readonly firstNode: number;
  readonly signed: number;
}

export function drawPace(next: () => number): Pace {
  const outbound = (3 + 17 * next() ** 1.5) * HOUR;
  const firstNode = outbound + (0.5 + 4 * next()) * HOUR;
  return { outbound, firstNode, signed: firstNode + (14 + 46 * next()) * HOUR };
}

/**
 * The template lived in the sandbox's fast time; a copy lives in people's. Up to the warehouse's yes the hub's own seconds are kept,
 * behind it each stage is stretched to the copy's pace. Promises and expected arrivals keep their distance from what they were made of.
 */
export function lifeOf(milestones: Milestones, placedAt: number, pace: Pace): (at: number) => number {
  const { placed, accepted, outbound, firstNode, signed } = milestones;
  const early = Math.min((accepted ?? outbound ?? signed ?? placed) - placed, 600 * SECOND);
  const knots: (readonly [from: number, to: number])[] = [[placed, 0]];
  const add = (from: number | undefined, to: number): void => {
    const last = knots.at(-1);
    if (from !== undefined && last !== undefined && from > last[0]) knots.push([from, Math.max(to, last[1] + 1)]);
  };
  add(accepted, early);
  add(outbound, pace.outbound);
  add(firstNode, pace.firstNode);
  add(signed, pace.signed);
  const end = knots.at(-1) ?? [placed, 0];
  const made = (since: number): number => {
    if (since <= placed) return since - placed;
    if (since >= end[0]) return end[1] + (since - end[0]);
    for (let index = 1; index < knots.length; index += 1) {
      const to = knots[index];
      const from = knots[index - 1];
      if (from === undefined || to === undefined || since > to[0]) continue;
      return from[1] + ((since - from[0]) / (to[0] - from[0])) * (to[1] - from[1]);
    }
    return end[1];
  };
  return (at) => {
    if (milestones.promises.has(at)) return Math.round(placedAt + (at - placed));
    if (milestones.arrivals.has(at)) return Math.round(placedAt + made(outbound ?? placed) + (at - (outbound ?? placed)));
    return Math.round(placedAt + made(at));
  };
}
