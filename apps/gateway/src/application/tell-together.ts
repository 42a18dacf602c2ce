import type { KeyDeed } from './partner-ports.ts';

type Tell = (deeds: readonly KeyDeed[]) => Promise<void>;

interface Waiting {
  readonly deeds: readonly KeyDeed[];
  readonly told: () => void;
  readonly failed: (error: unknown) => void;
}

/** Group commit: while one transaction is on its way the deeds that come collect, and the next one tells of them together. */
export function tellTogether(tell: Tell): Tell {
  let waiting: readonly Waiting[] = [];
  let isTelling = false;

  const run = async (): Promise<void> => {
    isTelling = true;
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      try {
        await tell(batch.flatMap(({ deeds }) => deeds));
        for (const one of batch) one.told();
      } catch (error) {
        // None of them is told of, so none of them is done.
        for (const one of batch) one.failed(error);
      }
    }
    isTelling = false;
  };

  return (deeds) =>
    new Promise((told, failed) => {
      waiting = [...waiting, { deeds, told, failed }];
      if (!isTelling) void run();
    });
}
