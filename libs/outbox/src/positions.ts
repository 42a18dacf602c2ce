import type { Delivery, OutboxMark } from '@orderloom/messaging';

const MOST = 1_000;

/** What a producer's relay said with the messages that are committed here, by their place in the stream. */
export class Positions {
  #fence = 0n;
  #known: { readonly streamSeq: number; readonly settled: bigint }[] = [];

  isEmpty(): boolean {
    return this.#known.length === 0;
  }

  note(deliveries: readonly Pick<Delivery, 'mark' | 'streamSeq'>[]): void {
    for (const { mark, streamSeq } of deliveries) {
      if (mark.settled === 0n || mark.fence < this.#fence) continue;
      // A new fence may mean a new stream: places in the old one say nothing any more.
      if (mark.fence > this.#fence) this.#known = [];
      this.#fence = mark.fence;
      this.#known.push({ streamSeq, settled: mark.settled });
    }
    // While one message is stuck the others go on: of many places every second one is enough.
    if (this.#known.length > MOST) this.#known = this.#known.filter((_, index) => index % 2 === 1);
  }

  /** The furthest mark at or below the place up to which every message is acknowledged; forgets what it covers. */
  takePassed(floor: number): OutboxMark | undefined {
    const passed = this.#known.filter((place) => place.streamSeq <= floor);
    if (passed.length === 0) return undefined;
    this.#known = this.#known.filter((place) => place.streamSeq > floor);
    return { settled: passed.reduce((highest, place) => (place.settled > highest ? place.settled : highest), 0n), fence: this.#fence };
  }
}
