/** A place of the navigation. Its name is `places.<key>` of the messages; only places that exist stand here. */
export interface Place {
  readonly key: 'home' | 'orders';
  readonly path: string;
}

export interface PlaceGroup {
  readonly key: 'day';
  readonly places: readonly Place[];
}

export const placeGroups: readonly PlaceGroup[] = [
  {
    key: 'day',
    places: [
      { key: 'home', path: '/' },
      { key: 'orders', path: '/orders' },
    ],
  },
];

/** Whether this place is the one that is open: the home only by itself, others with all that stands below them. */
export const isOpen = (place: Place, path: string): boolean =>
  place.path === '/' ? path === '/' : path === place.path || path.startsWith(`${place.path}/`);
