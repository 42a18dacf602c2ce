/** A part of the load: arrivals a second from its beginning to its end, straight between them. */
export interface Phase {
  readonly name: string;
  readonly seconds: number;
  readonly from: number;
  readonly to: number;
}

/** Orders that arrive in all; one more than the sum, since the generator may begin one at the very end. */
export function ordersIn(phases: readonly Phase[]): number {
  return Math.ceil(phases.reduce((sum, { seconds, from, to }) => sum + ((from + to) / 2) * seconds, 0)) + 1;
}

export function topOf(phases: readonly Phase[]): number {
  return Math.max(...phases.flatMap(({ from, to }) => [from, to]));
}

/** Milliseconds from the first arrival to each of the first so many. */
export function arrivalsOf(phases: readonly Phase[], arrivals: number): readonly number[] {
  const moments: number[] = [];
  let [phaseBegan, before] = [0, 0];
  for (const { seconds, from, to } of phases) {
    const grows = (to - from) / seconds;
    const inPhase = ((from + to) / 2) * seconds;
    for (; moments.length < Math.min(arrivals, before + inPhase);) {
      const nth = moments.length - before;
      // Arrivals until t are from * t + grows / 2 * t^2.
      const t = grows === 0 ? nth / from : (Math.sqrt(from * from + 2 * grows * nth) - from) / grows;
      moments.push(Math.round((phaseBegan + t) * 1_000));
    }
    phaseBegan += seconds;
    before += inPhase;
  }
  while (moments.length < arrivals) moments.push(Math.round(phaseBegan * 1_000));
  return moments;
}
