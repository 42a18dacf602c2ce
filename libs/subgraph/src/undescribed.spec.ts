import { expect, it } from 'vitest';
import { undescribed } from './undescribed.ts';

it('names every type, field, argument and value that a schema leaves unexplained', () => {
  const sdl = `
    """A cup."""
    type Cup @key(fields: "id") { "Its id." id: ID!, colour(dark: Boolean): Colour! }
    enum Colour { "White." WHITE, RED }
    extend type Query { cup: Cup }
  `;
  expect(undescribed(sdl)).toEqual(['Cup.colour', 'Cup.dark', 'Colour', 'Colour.RED', 'Query.cup']);
});
