import { expect, it } from 'vitest';
import { isUuid } from './uuid.ts';

it('knows a UUID from what only looks like one', () => {
  expect(isUuid('0199c1de-7a3b-7c10-8d2e-0123456789ab')).toBe(true);
  expect(isUuid('0199C1DE-7A3B-7C10-8D2E-0123456789AB')).toBe(true);
  for (const other of ['', 'nobody', '-'.repeat(36), '0199c1de7a3b7c108d2e0123456789ab', '0199c1de-7a3b-7c10-8d2e-0123456789ab '])
    expect(isUuid(other), other).toBe(false);
});
