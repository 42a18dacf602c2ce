interface CandidateLike {
  readonly refusal?: string | null;
  readonly distanceKm: number;
  readonly occupancy: number;
}

const mostNamed = 2;

/** The nearest warehouses that were refused for a reason of their own; being too far away is none. */
export const refusalsOf = <Candidate extends CandidateLike>(
  candidates: readonly Candidate[],
): readonly { readonly candidate: Candidate; readonly percent: number | undefined }[] =>
  candidates
    .filter((each) => each.refusal != null && each.refusal !== 'OUT_OF_NEAREST')
    .toSorted((left, right) => left.distanceKm - right.distanceKm)
    .slice(0, mostNamed)
    .map((candidate) => ({
      candidate,
      percent: candidate.refusal === 'OVER_OCCUPANCY' ? Math.round(candidate.occupancy * 100) : undefined,
    }));
