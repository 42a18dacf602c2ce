import { getIntrospectionQuery, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { limits, requireWithinLimits } from './limits.ts';

describe('limits of a document (R11)', () => {
  it('lets an honest page and the introspection of a tool pass', () => {
    expect(() =>
      requireWithinLimits(parse('query Page { orders(first: 50) { edges { node { id lines { sku } } } pageInfo { endCursor } } }')),
    ).not.toThrow();
    expect(() => requireWithinLimits(parse(getIntrospectionQuery()))).not.toThrow();
  });

  it.each([
    ['depth', `{ ${'a { '.repeat(limits.depth)} b ${'}'.repeat(limits.depth)} }`],
    ['aliases', `{ a { ${Array.from({ length: limits.aliases + 1 }, (_, index) => `x${index}: id`).join(' ')} } }`],
    ['fields', `{ a { ${Array.from({ length: limits.fields }, (_, index) => `f${index}`).join(' ')} } }`],
    ['repeats of one field', `{ a { ${'id '.repeat(limits.repeats + 1)} } }`],
    ['variables', `query (${Array.from({ length: limits.variables + 1 }, (_, index) => `$v${index}: Int`).join(' ')}) { a }`],
    ['root fields', `{ ${'a '.repeat(limits.rootFields + 1)} }`],
    ['root fields', `{ ...R } fragment R on Query { ${'a '.repeat(limits.rootFields + 1)} }`],
    ['directives', `{ a { id ${'@skip(if: false) '.repeat(limits.directives + 1)} } }`],
    ['operations', 'query A { a } query B { a } query C { a } query D { a } query E { a } query F { a }'],
  ])('refuses too many %s', (what, source) => {
    expect(() => requireWithinLimits(parse(source))).toThrow(
      expect.objectContaining({ code: 'DOCUMENT_TOO_GREAT', details: expect.objectContaining({ what }) }),
    );
  });

  it('refuses a fragment bomb after the limit of fields, not after its 2^30', () => {
    const bomb = Array.from({ length: 30 }, (_, index) => `fragment f${index} on Order { ...f${index + 1} ...f${index + 1} }`).join('\n');
    expect(() => requireWithinLimits(parse(`{ order { ...f0 } } ${bomb} fragment f30 on Order { id }`))).toThrow(/depth|fields/);
    const wide = Array.from({ length: 8 }, (_, index) => `fragment f${index} on Order { ${`...f${index + 1} `.repeat(20)} }`).join('\n');
    expect(() => requireWithinLimits(parse(`{ order { ...f0 } } ${wide} fragment f8 on Order { id }`))).toThrow(/fields|repeats/);
  });

  it('ends at a cycle of fragments', () => {
    expect(() => requireWithinLimits(parse('{ order { ...a } } fragment a on Order { ...b } fragment b on Order { ...a }'))).toThrow(
      /depth/,
    );
  });
});
