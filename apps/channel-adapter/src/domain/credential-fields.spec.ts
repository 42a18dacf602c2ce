import { expect, it } from 'vitest';
import { shownCredential } from './credential-fields.ts';

it('shows ids, the last four signs of a long secret, and nothing of a short or unknown one', () => {
  expect(shownCredential('appKey', '7000000000000000001')).toBe('7000000000000000001');
  expect(shownCredential('appSecret', 'sandbox-douyin-seca1b2')).toBe('····a1b2');
  expect(shownCredential('token', 'short')).toBe('····');
  expect(shownCredential('somethingNew', 'abcdefghijklmnop')).toBe('····mnop');
});
