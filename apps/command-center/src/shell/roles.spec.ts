import { describe, expect, it } from 'vitest';
import { homeRoleOf } from './roles.ts';

describe("an account's home", () => {
  it.each([
    [['finance', 'owner'], 'finance'],
    [['OPERATIONS'], 'operations'],
    [['admin', 'supply'], 'supply'],
    [['admin'], 'operations'],
    [[], 'operations'],
  ] as const)('of %j is %s', (roles, home) => expect(homeRoleOf(roles)).toBe(home));
});
