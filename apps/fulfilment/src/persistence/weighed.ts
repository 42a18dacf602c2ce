import type { Candidate, Refusal, Score } from '../domain/sourcing-facts.ts';

/** Columns of a row of `sourcing_decision`, one of which explains it: `candidates` in rows of before migration 0086. */
export interface Explained {
  readonly candidates: readonly Candidate[] | null;
  readonly weighed: string | null;
}

type Criterion = readonly [name: Score['name'], weight: number];
/** A candidate without the names of its properties; of each score the place of its criterion and the value. */
type Row = readonly [
  warehouseId: string,
  distanceKm: number,
  occupancy: number,
  depth: number,
  rank: number | null,
  chosen: 0 | 1,
  refusal: Refusal | null,
  refusalDetail: string | null,
  ...scores: number[],
];

/** All that a decision weighed, a third as long as with a name at each value: it is written for every order. */
export function weighedText(candidates: readonly Candidate[]): string {
  const criteria: Criterion[] = [];
  const placeOf = ({ name, weight }: Score): number => {
    const known = criteria.findIndex((one) => one[0] === name && one[1] === weight);
    return known < 0 ? criteria.push([name, weight]) - 1 : known;
  };
  const rows = candidates.map((one): Row => {
    const { warehouseId, distanceKm, occupancy, depth, rank, refusal, refusalDetail } = one;
    const scores: number[] = [];
    for (const score of one.scores) scores.push(placeOf(score), score.value);
    return [warehouseId, distanceKm, occupancy, depth, rank, one.chosen ? 1 : 0, refusal, refusalDetail, ...scores];
  });
  return JSON.stringify([criteria, rows]);
}

export function candidatesOf({ candidates, weighed }: Explained): readonly Candidate[] {
  if (weighed === null) return candidates ?? [];
  const [criteria, rows] = JSON.parse(weighed) as readonly [readonly Criterion[], readonly Row[]]; // written by `weighedText` alone
  return rows.map(([warehouseId, distanceKm, occupancy, depth, rank, chosen, refusal, refusalDetail, ...scores]) => ({
    ...{ warehouseId, distanceKm, occupancy, depth, rank, chosen: chosen === 1, refusal, refusalDetail },
    scores: scoresOf(criteria, scores),
  }));
}

function scoresOf(criteria: readonly Criterion[], pairs: readonly number[]): readonly Score[] {
  return Array.from({ length: pairs.length / 2 }, (_, index) => {
    const criterion = criteria[pairs[index * 2] ?? -1];
    if (criterion === undefined) throw new Error('a score names no criterion');
    return { name: criterion[0], value: pairs[index * 2 + 1] ?? 0, weight: criterion[1] };
  });
}
