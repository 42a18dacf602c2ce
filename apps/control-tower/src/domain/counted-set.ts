/** A count with the door to what it counts. */
export interface CountedSet {
  readonly count: number;
  /** Place that lists it; empty text where there is no list. */
  readonly place: string;
  readonly set: string;
}
