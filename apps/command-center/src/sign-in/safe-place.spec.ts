import { describe, expect, it } from 'vitest';
import { safePlace } from './safe-place.ts';

describe('the place after signing in', () => {
  it('is the page that was asked for, with its view', () => {
    expect(safePlace('/orders?gate=3')).toBe('/orders?gate=3');
  });
  it.each(['https://evil.example', '//evil.example', '/\\evil.example', '/a\\b', 'javascript:alert(1)', '', undefined])(
    'is never another site: %s',
    (wanted) => {
      expect(safePlace(wanted)).toBe('/');
    },
  );
  it('does not lead back to the door', () => {
    expect(safePlace('/sign-in?next=/orders')).toBe('/');
  });
});
