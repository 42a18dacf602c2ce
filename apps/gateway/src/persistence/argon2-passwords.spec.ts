import { expect, it } from 'vitest';
import { argon2Passwords } from './argon2-passwords.ts';

it('verifies the password that it hashed and no other, with a new salt each time', async () => {
  const [left, right] = [await argon2Passwords.hash('茶 and more'), await argon2Passwords.hash('茶 and more')];
  expect(left).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
  expect(left).not.toBe(right);
  expect(await argon2Passwords.verify('茶 and more', left)).toBe(true);
  expect(await argon2Passwords.verify('茶 and less', left)).toBe(false);
  expect(await argon2Passwords.verify('x', 'plain')).toBe(false);
});
