import { Kind, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { deedsOf } from './key-deeds.ts';

function deeds(source: string, variables: Readonly<Record<string, unknown>> = {}) {
  const { definitions } = parse(source);
  const fragments = new Map(definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [])));
  const operation = definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);
  if (operation === undefined) throw new Error('no operation');
  return deedsOf({ operation, fragments, variables });
}

describe('the deeds of a document', () => {
  it('are one for each input of a list', () => {
    const inputs = [
      { shopId: 'shop-test', idempotencyKey: 'a' },
      { shopId: 'dy-flagship', idempotencyKey: 'b' },
    ];
    const told = deeds('mutation ($of: [Wish!]!) { placeOrders(inputs: $of) { id } }', { of: inputs });
    expect(told.map(({ about }) => about.shopId)).toEqual(['shop-test', 'dy-flagship']);
    expect(new Set(told.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(2);
    expect(deeds('mutation { placeOrders(inputs: [{ shopId: "a" }, { shopId: "b" }]) { id } }')).toHaveLength(2);
    // GraphQL takes one value for a list of one.
    expect(deeds('mutation { placeOrders(inputs: { shopId: "a" }) { id } }')).toMatchObject([{ about: { shopId: 'a' } }]);
  });

  it('are one for an input or for plain arguments, and one that names nothing for an empty list', () => {
    expect(deeds('mutation { ...F } fragment F on Mutation { hold(input: { orderId: "DY20260115-00001" }) { id } }')).toMatchObject([
      { mutation: 'hold', orderId: 'DY20260115-00001', about: { orderId: 'DY20260115-00001' } },
    ]);
    expect(deeds('mutation { reveal(orderId: "13800138000", reason: "x") { id } }')).toMatchObject([
      { orderId: '', about: { orderId: '13800138000' } },
    ]);
    expect(deeds('mutation { placeOrders(inputs: []) { id } }')).toMatchObject([{ about: { orderId: '', shopId: '' } }]);
    expect(deeds('{ order { id } }')).toEqual([]);
  });
});
