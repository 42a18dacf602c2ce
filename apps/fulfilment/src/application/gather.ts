/** What lets batches form under load; without it a batch begins as soon as the one before it has ended. */
export interface Gathering {
  /** A batch begins so long after the one before it began, at the earliest: what comes alone goes at once. */
  readonly apartMs?: number;
  /** A batch waits so long for more of its kind, unless nothing more is to be waited for. */
  readonly patience?: { readonly ms: number; readonly isComplete: () => boolean };
}

/** Collects single items into batches: while one batch is worked on, the next one forms. */
export function gather<Item, Answer>(
  flush: (items: readonly Item[]) => Promise<readonly Answer[]>,
  most: number,
  { apartMs = 0, patience }: Gathering = {},
): (item: Item) => Promise<Answer> {
  interface Waiting {
    readonly item: Item;
    readonly resolve: (answer: Answer) => void;
    readonly reject: (error: unknown) => void;
  }
  let waiting: Waiting[] = [];
  let working = false;
  let beganAt = 0;
  let hurry: (() => void) | undefined;

  const linger = async (): Promise<void> => {
    const early = beganAt + apartMs - Date.now();
    const patient = patience === undefined || patience.isComplete() ? 0 : patience.ms;
    const ms = Math.max(early, patient);
    if (ms > 0) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        hurry = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      hurry = undefined;
    }
    beganAt = Date.now();
  };

  const work = async (): Promise<void> => {
    working = true;
    while (waiting.length > 0) {
      await linger();
      const batch = waiting.slice(0, most);
      waiting = waiting.slice(most);
      try {
        const answers = await flush(batch.map((one) => one.item));
        for (const [index, one] of batch.entries()) {
          const answer = answers[index];
          if (answer === undefined) one.reject(new Error('no answer for this item'));
          else one.resolve(answer);
        }
      } catch (error) {
        for (const one of batch) one.reject(error);
      }
    }
    working = false;
  };

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (waiting.length >= most || patience?.isComplete() === true) hurry?.();
      if (!working) {
        working = true;
        // Items of the same turn of the event loop go together.
        setImmediate(() => void work());
      }
    });
}
