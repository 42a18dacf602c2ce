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
