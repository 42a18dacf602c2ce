/**
 * Goes on asking a source while what it has brought is being worked on, and gives all that has come meanwhile in one piece. When so
 * many wait, the source is not asked. A source that fails is heard of when what it brought before has been given.
 */
export async function* gatherAhead<Item>(source: AsyncIterable<readonly Item[]>, most: number): AsyncGenerator<readonly Item[]> {
  const pages = source[Symbol.asyncIterator]();
  let waiting: Item[] = [];
  let ended = false;
  let failure: { readonly error: unknown } | undefined;
  let [hasCome, isTaken] = [(): void => undefined, (): void => undefined];
  const ask = async (): Promise<void> => {
    try {
      while (!ended) {
        const page = await pages.next();
        if (page.done === true) break;
        waiting.push(...page.value);
        hasCome();
        if (waiting.length >= most && !ended) await new Promise<void>((resolve) => (isTaken = resolve));
      }
    } catch (error) {
      failure = { error };
    }
    ended = true;
    hasCome();
  };
  const asking = ask();
  try {
    for (;;) {
      if (waiting.length > 0) {
        const taken = waiting;
        waiting = [];
        isTaken();
        yield taken;
      } else if (failure !== undefined) {
        throw failure.error;
      } else if (ended) {
        return;
      } else {
        await new Promise<void>((resolve) => (hasCome = resolve));
      }
    }
  } finally {
    ended = true;
    isTaken();
    await asking;
    await pages.return?.();
  }
}
