import { describe, expect, it } from 'vitest';
import { answerAsSettled } from './answer-as-settled.ts';

async function* ask<Question>(...questions: readonly Question[]): AsyncGenerator<Question> {
  yield* questions;
}

async function all<Answer>(answers: AsyncIterable<Answer>): Promise<readonly Answer[]> {
  const seen: Answer[] = [];
  for await (const answer of answers) seen.push(answer);
  return seen;
}

describe('a stream of questions', () => {
  it('gives an answer as soon as it is there, before those of earlier questions', async () => {
    let letFirstGo: () => void = () => undefined;
    const first = new Promise<void>((resolve) => (letFirstGo = resolve));
    const answers = answerAsSettled(
      ask('slow', 'quick'),
      async (question) => {
        if (question === 'slow') await first;
        else setTimeout(letFirstGo, 5);
        return question;
      },
      { atOnce: 8 },
    );
    expect(await all(answers)).toEqual(['quick', 'slow']);
  });

  it('reads no further than it may hold open', async () => {
    let open = 0;
    let most = 0;
    const answers = answerAsSettled(
      ask(...Array.from({ length: 40 }, (_, nth) => nth)),
      async (question) => {
        most = Math.max(most, (open += 1));
        await new Promise((resolve) => setTimeout(resolve, 1));
        open -= 1;
        return question;
      },
      { atOnce: 4 },
    );
    expect(new Set(await all(answers)).size).toBe(40);
    expect(most).toBe(4);
  });

  it('ends with the first failure', async () => {
    const answers = answerAsSettled(
      ask(1, 2, 3),
      async (question) => {
        if (question === 2) throw new RangeError('unreadable');
        return question;
      },
      { atOnce: 1 },
    );
    await expect(all(answers)).rejects.toThrow('unreadable');
  });

  it('ends when the questions end and all are answered', async () => {
    expect(await all(answerAsSettled(ask<number>(), async (question) => question, { atOnce: 1 }))).toEqual([]);
  });
});
