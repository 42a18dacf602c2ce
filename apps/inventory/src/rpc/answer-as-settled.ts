/**
 * Answers each question of a stream when it is settled, whichever comes first. At most `atOnce` are open: a caller that asks
 * faster than it is answered waits at the stream's own flow control. The first failure ends the stream.
 */
export async function* answerAsSettled<Question, Answer>(
  questions: AsyncIterable<Question>,
  settle: (question: Question) => Promise<Answer>,
  { atOnce }: { readonly atOnce: number },
): AsyncGenerator<Answer> {
  const asked = questions[Symbol.asyncIterator]();
  const settled: Answer[] = [];
  let open = 0;
  let failure: { readonly error: unknown } | undefined;
  let ring: () => void = () => undefined;
  let reading: Promise<void> | undefined;
  let isOver = false;

  const fail = (error: unknown): void => void (failure ??= { error });
  const read = async (): Promise<void> => {
    const next = await asked.next();
    reading = undefined;
    if (next.done === true) return void (isOver = true);
    open += 1;
    void settle(next.value)
      .then((answer) => settled.push(answer), fail)
      .finally(() => {
        open -= 1;
        ring();
      });
  };

  try {
    for (;;) {
      yield* settled.splice(0);
      if (failure !== undefined) throw failure.error;
      if (isOver && open === 0 && settled.length === 0) return;
      if (settled.length > 0) continue;
      const rung = new Promise<void>((resolve) => (ring = resolve));
      if (!isOver && open < atOnce) reading ??= read().catch(fail);
      await Promise.race(reading === undefined ? [rung] : [rung, reading]);
    }
  } finally {
    void asked.return?.();
  }
}
