import { expect, it } from 'vitest';
import { TooManyAttempts } from '../domain/account-errors.ts';
import { passwordTries } from './password-tries.ts';

const now = new Date('2026-11-22T04:00:00Z');

it('lets no more guesses in that come all at once than one after the other', () => {
  const tries = passwordTries(() => now);
  for (let nth = 0; nth < 8; nth += 1) tries.begin('lin');
  expect(() => tries.begin('lin')).toThrow(TooManyAttempts);
  expect(() => tries.begin('mei')).not.toThrow();
});

it('forgets the tries of somebody who knew the password', () => {
  const tries = passwordTries(() => now);
  for (let nth = 0; nth < 100; nth += 1) {
    tries.begin('lin');
    tries.forget('lin');
  }
  expect(() => tries.begin('lin')).not.toThrow();
});
