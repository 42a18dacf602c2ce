import { partnerMarks } from '@orderloom/subgraph';
import { buildSchema } from 'graphql';
import { expect, it } from 'vitest';
import { partnerDesk } from './partner-desk.ts';

const sdl = `directive @partner(scope: String!) repeatable on OBJECT | FIELD_DEFINITION
  type Order @partner(scope: "orders:read") { id: ID! }
  type Page @partner(scope: "orders:read") { nodes: [Order!]! }
  type Query { sized(first: Int!): Page @partner(scope: "orders:read") page(first: Int = 50): Page @partner(scope: "orders:read") }`;
const desk = partnerDesk(buildSchema(sdl), partnerMarks(sdl));
const read = (source: string, variables = {}) => desk.read(['orders:read'], source, undefined, variables);

it('prices a size that stands as the default of a variable, and hands it on', () => {
  const source = 'query ($n: Int = 200) { page(first: $n) { nodes { id } } }';
  expect(read(source)).toMatchObject({ cost: 201, variables: { n: 200 } });
  expect(read(source, { n: 3 })).toMatchObject({ cost: 4, variables: { n: 3 } });
  expect(() => read('query ($n: Int = 6000) { page(first: $n) { nodes { id } } }')).toThrow('costs');
});

it('tells a variable that does not fit', () => {
  expect(() => read('query ($n: Int) { page(first: $n) { nodes { id } } }', { n: 'many' })).toThrow(
    expect.objectContaining({ code: 'BAD_USER_INPUT' }),
  );
  expect(() => read('query ($n: Int = 1) { sized(first: $n) { nodes { id } } }', { n: null })).toThrow(
    expect.objectContaining({ code: 'BAD_USER_INPUT' }),
  );
});
