import { alarm, gatherApart } from '@orderloom/outbox';
import type { Logger } from '@orderloom/service-runtime';

export interface Sender {
  wake(): void;
  start(): void;
  /** Lets the calls in hand end, and writes down how. */
  stop(): Promise<void>;
}

export interface Answered<Item, End> {
  readonly item: Item;
  readonly end: End;
}

const IDLE_MS = 1_000;
/**
 * Calls at a time, over all shops. An answer takes a sixth of a second where the platform is busy: sixteen places were 94 a second, and
 * parcels waited for them for as long as a second. They have connections of their own: intake never waits behind them.
 */
const PLACES = 32;
/** So many places are free before more is claimed: a claim for each place that gets free would cost as much as the calls. */
const WORTH_A_CLAIM = PLACES / 4;
/** More answers than this are not left unwritten. */
const MOST_IN_HAND = 128;
/** Answers are written this far apart, together: nobody waits for them. The first one after a pause is written at once. */
const WRITE_APART_MS = 100;

/**
 * Asks the outside for what is due, several at a time: who is answered makes room for the next, and one that answers late holds up
 * nobody. How the calls ended is written for all that were answered meanwhile.
 */
export function createSender<Item, End>(options: {
  readonly name: string;
  readonly log: Logger;
  readonly claim: (limit: number) => Promise<readonly Item[]>;
  /** Undefined: there is nothing to write. */
  readonly ask: (item: Item) => Promise<End | undefined>;
  /** One transaction for all; where it fails each is written by itself. */
  readonly settle: (answered: readonly Answered<Item, End>[]) => Promise<void>;
}): Sender {
  const bell = alarm();
  const inHand = new Set<Promise<void>>();
  let asking = 0;
  let stopped = false;
  let running: Promise<void> | undefined;
  /** Something may be due that was not claimed. */
  let isMore = true;
  let claimedAt = 0;

  const settle = gatherApart<Answered<Item, End>, void>(async (answered) => {
    await options.settle(answered);
    return answered.map(() => undefined);
  }, WRITE_APART_MS);

  const handle = async (item: Item): Promise<void> => {
    asking += 1;
    try {
      const end = await options.ask(item).finally(() => {
        asking -= 1;
        bell.ring();
      });
      if (end !== undefined) await settle({ item, end });
    } catch (error) {
      options.log.error({ sender: options.name, err: error }, 'send failed');
    }
  };

  const begin = (item: Item): void => {
    const handled = handle(item).finally(() => {
      inHand.delete(handled);
      bell.ring();
    });
    inHand.add(handled);
  };

  const claim = async (limit: number): Promise<void> => {
    isMore = false;
    claimedAt = Date.now();
    try {
      const items = await options.claim(limit);
      // Fewer than there was room for: nothing else is due, and what comes rings.
      if (items.length >= limit) isMore = true;
      items.forEach(begin);
    } catch (error) {
      options.log.warn({ sender: options.name, err: error }, 'claim failed');
    }
  };

  const run = async (): Promise<void> => {
    while (!stopped) {
      const room = Math.min(PLACES - asking, MOST_IN_HAND - inHand.size);
      if (isMore && room >= WORTH_A_CLAIM) await claim(room);
      else await bell.wait(IDLE_MS);
      // What is tried again comes due without a ring.
      if (Date.now() - claimedAt >= IDLE_MS) isMore = true;
    }
  };

  return {
    wake: () => {
      isMore = true;
      bell.ring();
    },
    start: () => {
      running ??= run();
    },
    stop: async () => {
      stopped = true;
      bell.ring();
      await running;
      await Promise.all(inHand);
    },
  };
}
