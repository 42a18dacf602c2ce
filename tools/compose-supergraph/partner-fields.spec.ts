import { describe, expect, it } from 'vitest';
import { partnerFields } from './partner-fields.ts';

const head = 'directive @partner(scope: String!) repeatable on OBJECT | FIELD_DEFINITION\n';
const subgraph = (name: string, sdl: string) => ({ name, sdl: head + sdl });

describe('what API keys may ask, out of all SDLs', () => {
  it('is the union of the marks; the key of an entity needs its mark in one of them only', () => {
    const made = partnerFields([
      subgraph(
        'order',
        'type Order @key(fields: "id") { id: ID! @partner(scope: "any") lines: Int! @partner(scope: "orders:read") note: Int! }',
      ),
      subgraph('stock', 'type Order @key(fields: "id") { id: ID! held: Int! @partner(scope: "stock:read") }'),
    ]);
    expect(JSON.parse(made)).toEqual({ 'Order.id': ['any'], 'Order.lines': ['orders:read'], 'Order.held': ['stock:read'] });
  });

  it('is refused for an unknown scope, a shared field that two mark differently, and an answer that no key can read', () => {
    expect(() => partnerFields([subgraph('order', 'type Order { id: ID! @partner(scope: "orders:reed") }')])).toThrow('names no scope');
    const marked = subgraph('order', 'type Money { minor: String! @partner(scope: "any") }');
    expect(() => partnerFields([marked, subgraph('finance', 'type Money { minor: String! }')])).toThrow('finance: Money.minor');
    const deed =
      'type Mutation { cancel: Answer! @partner(scope: "orders:write") } union Answer = Done | Refused type Done { id: ID! @partner(scope: "any") } type Refused { code: String! }';
    expect(() => partnerFields([subgraph('order', deed)])).toThrow('answers Refused');
  });
});
