import { describe, expect, it } from 'vitest';
import { allPlaces, isOpen } from './places.ts';

const openAt = (path: string): readonly string[] => allPlaces.filter((place) => isOpen(place, path)).map((place) => place.key);

describe('the places of the navigation', () => {
  it('have a path, a name and a letter of their own', () => {
    for (const of of [allPlaces.map((place) => place.key), allPlaces.map((place) => place.path), allPlaces.map((place) => place.go)])
      expect(new Set(of).size).toBe(of.length);
    for (const place of allPlaces) expect(place.go).toMatch(/^[a-z]$/);
  });
  it('show one open place: the home by itself, another with all that stands below it', () => {
    expect(openAt('/')).toEqual(['home']);
    expect(openAt('/orders')).toEqual(['orders']);
    expect(openAt('/orders/DY20260122-04417')).toEqual(['orders']);
    expect(openAt('/ordersmith')).toEqual([]);
  });
});
