import { buildSchema, Kind, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { costOf, requirePayable } from './cost.ts';

const schema = buildSchema(`
  input Filter { search: String }
  input Wish { sku: String! }
  type Query { orders(first: Int = 100, filter: Filter, search: String, exactTotal: Boolean = false): Page order: Order names: [String!]! }
  type Mutation { hold(id: ID!): Order place(inputs: [Wish!]!): [Order!]! }
  type Page { nodes: [Order!]! pageInfo: Info }
  type Info { end: String }
  type Order { id: ID! lines: [Line!]! story(first: Int = 50): Story parent: Order }
  type Line { sku: String! }
  type Story { nodes: [Line!]! }
`);

function priceOf(source: string, variables: Readonly<Record<string, unknown>> = {}): number {
  const { definitions } = parse(source);
  const fragments = new Map(definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [])));
  const operation = definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);
  if (operation === undefined) throw new Error('no operation');
  return costOf(schema, operation, fragments, variables);
}

describe('the price of a document', () => {
  it('is one for each object, and none for plain values', () => {
    expect(priceOf('{ names }')).toBe(0);
    expect(priceOf('{ order { id } }')).toBe(1);
    expect(priceOf('{ a: order { id } b: order { parent { id } } }')).toBe(3);
  });

  it('counts what is inside a page as often as the page has rows, wherever the size is said', () => {
    expect(priceOf('{ orders(first: 10) { nodes { id } pageInfo { end } } }')).toBe(1 + 10 + 1);
    expect(priceOf('{ orders { nodes { id } } }')).toBe(101);
    expect(priceOf('query ($n: Int) { orders(first: $n) { nodes { id } } }', { n: 7 })).toBe(8);
    expect(priceOf('query ($n: Int) { orders(first: $n) { nodes { id } } }')).toBe(101);
    expect(priceOf('{ orders(first: 10) { nodes { lines { sku } story(first: 4) { nodes { sku } } } } }')).toBe(1 + 10 * (1 + 5 + 1 + 4));
  });

  it('is the same through fragments, and more for a deed', () => {
    expect(priceOf('{ ...F } fragment F on Query { order { ... on Order { parent { id } } } }')).toBe(2);
    expect(priceOf('mutation { hold(id: "1") { id } }')).toBe(11);
  });

  it('is more for each deed, also for those in a fragment, and for each input of a list', () => {
    expect(priceOf('mutation { ...F } fragment F on Mutation { a: hold(id: "1") { id } b: hold(id: "2") { id } }')).toBe(22);
    expect(priceOf('mutation ($of: [Wish!]!) { place(inputs: $of) { id } }', { of: Array(50).fill({ sku: 'a' }) })).toBe(550);
    expect(priceOf('mutation { place(inputs: [{ sku: "a" }, { sku: "b" }]) { id } }')).toBe(20 + 5);
  });

  it('is more for a total that is counted to the end, and for a search', () => {
    expect(priceOf('{ orders(first: 1, exactTotal: true) { pageInfo { end } } }')).toBe(1 + 1 + 50);
    expect(priceOf('query ($f: Filter) { orders(first: 1, filter: $f) { pageInfo { end } } }', { f: { search: '13800' } })).toBe(2 + 10);
    expect(priceOf('{ orders(first: 1, search: "DY") { pageInfo { end } } }')).toBe(2 + 10);
    expect(priceOf('{ orders(first: 1, search: " ", exactTotal: false) { pageInfo { end } } }')).toBe(2);
  });

  it('never wraps around, and is refused above the greatest', () => {
    const nested = '{ orders(first: 2000000000) { nodes { story(first: 2000000000) { nodes { sku } } } } }';
    expect(() => requirePayable(priceOf(nested))).toThrow(expect.objectContaining({ code: 'COST_TOO_GREAT' }));
    expect(() => requirePayable(priceOf('query ($n: Int) { orders(first: $n) { nodes { id } } }', { n: 'many' }))).toThrow('costs');
    expect(() => requirePayable(5_000)).not.toThrow();
  });
});
