import { createLogger } from '@orderloom/service-runtime';
import { eventually } from '@orderloom/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { createSender, type Answered, type Sender } from './sender.ts';

const log = createLogger('sender-spec', 'silent');
let sender: Sender | undefined;
afterEach(() => sender?.stop());

/** A sender over a list of what is due, and what was seen of it. */
function startSender(due: number[], options: { readonly ask?: (item: number) => Promise<number | undefined>; readonly bad?: number } = {}) {
  const seen = { claims: 0, asking: 0, most: 0, writes: [] as (readonly number[])[] };
  sender = createSender<number, number>({
    name: 'spec',
    log,
    claim: (limit) => {
      seen.claims += 1;
      return Promise.resolve(due.splice(0, limit));
    },
    ask: async (item) => {
      seen.asking += 1;
      seen.most = Math.max(seen.most, seen.asking);
      await new Promise((resolve) => setImmediate(resolve));
      const end = await (options.ask?.(item) ?? Promise.resolve(item));
      seen.asking -= 1;
      return end;
    },
    settle: (answered: readonly Answered<number, number>[]) => {
      if (answered.some(({ item }) => item === options.bad)) return Promise.reject(new RangeError('bad'));
      seen.writes.push(answered.map(({ item }) => item));
      return Promise.resolve();
    },
  });
  sender.start();
  return seen;
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_none, index) => index);

describe('a sender', () => {
  it('writes what is answered at about the same time at once, and asks 32 at a time', async () => {
    const seen = startSender(upTo(90));
    await eventually(() => expect(seen.writes.flat().toSorted((a, b) => a - b)).toEqual(upTo(90)));
    expect(seen.most).toBe(32);
    expect(seen.writes.length).toBeLessThan(10);
    expect(seen.claims).toBeLessThan(10);
  });

  it('is not held up by one that answers late', async () => {
    let answer: ((late: number) => void) | undefined;
    const late = new Promise<number>((resolve) => (answer = resolve));
    const seen = startSender(upTo(90), { ask: (item) => (item === 0 ? late : Promise.resolve(item)) });
    await eventually(() => expect(seen.writes.flat()).toHaveLength(89));
    expect(seen.writes.flat()).not.toContain(0);
    answer?.(0);
    await eventually(() => expect(seen.writes.flat()).toHaveLength(90));
  });

  it('writes the others although one cannot be written', async () => {
    const seen = startSender(upTo(20), { bad: 7 });
    await eventually(() => expect(seen.writes.flat()).toHaveLength(19));
    expect(seen.writes.flat()).not.toContain(7);
  });

  it('asks for no more when there was less than it could take, until it is woken', async () => {
    const due = [1, 2];
    const seen = startSender(due);
    await eventually(() => expect(seen.writes.flat()).toHaveLength(2));
    expect(seen.claims).toBe(1);
    due.push(3);
    sender?.wake();
    await eventually(() => expect(seen.writes.flat()).toEqual([1, 2, 3]));
    expect(seen.claims).toBe(2);
  });

  it('has written down all that was answered when it has stopped', async () => {
    let answer: ((end: number) => void) | undefined;
    const answered = new Promise<number>((resolve) => (answer = resolve));
    const seen = startSender(upTo(40), { ask: () => answered });
    await eventually(() => expect(seen.asking).toBe(32));
    const stopped = sender?.stop();
    answer?.(1);
    await stopped;
    expect([seen.asking, seen.writes.flat()]).toEqual([0, upTo(32)]);
  });
});
