import { expect, it } from 'vitest';
import { afterWrong, waitFor, type Attempts } from './attempts.ts';

it('makes a name wait after eight wrong passwords within a minute, and only then', () => {
  let attempts: Attempts | undefined;
  for (let wrong = 0; wrong < 8; wrong += 1) {
    expect(waitFor(attempts, 1_000)).toBe(0);
    attempts = afterWrong(attempts, 1_000);
  }
  expect(waitFor(attempts, 1_000)).toBe(60_000);
  expect(waitFor(attempts, 60_999)).toBe(1);
  expect(waitFor(attempts, 61_000)).toBe(0);
  expect(afterWrong(attempts, 61_000)).toEqual({ wrong: 1, since: 61_000 });
});
