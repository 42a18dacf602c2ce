import { describe, expect, it } from 'vitest';
import { admittedBy, introspects, partnerMarks } from './partner-fence.ts';
import { parse } from 'graphql';

const sdl = `
  directive @partner(scope: String!) repeatable on OBJECT | FIELD_DEFINITION
  type Cup @partner(scope: "cups:read") { id: ID! @partner(scope: "any") price: Int! owner: String! @partner(scope: "owners:read") @partner(scope: "cups:audit") }
  extend type Cup { secret: String! shown: String! @partner(scope: "cups:read") }
  type Hidden { id: ID! }
`;

describe('the marks for API keys', () => {
  it('count for the block that they stand on, unless a field has its own', () => {
    expect(Object.fromEntries(partnerMarks(sdl))).toEqual({
      'Cup.id': ['any'],
      'Cup.price': ['cups:read'],
      'Cup.owner': ['owners:read', 'cups:audit'],
      'Cup.shown': ['cups:read'],
    });
  });

  it('admit by any of them, and nobody where there is none', () => {
    expect(admittedBy(['any'], [])).toBe(true);
    expect(admittedBy(['owners:read', 'cups:audit'], ['cups:audit'])).toBe(true);
    expect(admittedBy(['owners:read'], ['cups:read'])).toBe(false);
    expect(admittedBy(undefined, ['cups:read', 'any'])).toBe(false);
  });

  it('know questions about the schema, also behind fragments', () => {
    expect(introspects(parse('{ a { b } __typename }'))).toBe(false);
    expect(introspects(parse('{ ...F } fragment F on Query { t: __type(name: "Cup") { name } }'))).toBe(true);
  });
});
