/** Every place that the navigation can name. Its name is `places.<key>` of the messages, its picture stands in PlaceIcon. */
export const placeKeys = [
  'home',
  'alerts',
  'orders',
  'stuck',
  'exceptions',
  'inventory',
  'warehouses',
  'channels',
  'import',
  'mapping',
  'audit',
  'sandbox',
  'settings',
] as const;
export type PlaceKey = (typeof placeKeys)[number];

/** A place of the navigation; only places that exist stand in the groups below. */
export interface Place {
  readonly key: PlaceKey;
  readonly path: string;
  /** The letter that goes there after `g`. */
  readonly go: string;
}

export const groupKeys = ['fulfilment', 'channels', 'setup'] as const;
type GroupKey = (typeof groupKeys)[number];

export interface PlaceGroup {
  /** Its heading is `placeGroups.<key>`; the day has none. */
  readonly key: 'day' | GroupKey;
  readonly places: readonly Place[];
}

const groups: readonly PlaceGroup[] = [
  {
    key: 'day',
    places: [
      { key: 'home', path: '/', go: 'h' },
      { key: 'alerts', path: '/alerts', go: 'a' },
      { key: 'orders', path: '/orders', go: 'o' },
      { key: 'stuck', path: '/orders/stuck', go: 'k' },
      { key: 'exceptions', path: '/exceptions', go: 'e' },
    ],
  },
  {
    key: 'fulfilment',
    places: [
      { key: 'inventory', path: '/inventory', go: 'i' },
      { key: 'warehouses', path: '/warehouses', go: 'w' },
    ],
  },
  {
    key: 'channels',
    places: [
      { key: 'channels', path: '/channels', go: 'c' },
      { key: 'mapping', path: '/mapping', go: 'm' },
      { key: 'import', path: '/health/import', go: 'r' },
    ],
  },
  // Hidden where the deployment has none (use-places).
  {
    key: 'setup',
    places: [
      { key: 'audit', path: '/audit', go: 'u' },
      { key: 'sandbox', path: '/sandbox', go: 'b' },
      { key: 'settings', path: '/settings', go: 's' },
    ],
  },
];

export const placeGroups: readonly PlaceGroup[] = groups.filter((group) => group.places.length > 0);

export const allPlaces: readonly Place[] = placeGroups.flatMap((group) => group.places);

/** Whether this place is the one that is open: the home only by itself, others with all that stands below them. */
export const isOpen = (place: Place, path: string): boolean => openPlace(path)?.key === place.key;

// The longest path wins, so that a place may stand below another one.
const openPlace = (path: string): Place | undefined =>
  allPlaces
    .filter((place) => (place.path === '/' ? path === '/' : path === place.path || path.startsWith(`${place.path}/`)))
    .toSorted((left, right) => right.path.length - left.path.length)[0];
