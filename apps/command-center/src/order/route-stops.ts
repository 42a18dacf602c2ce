interface RouteParcel {
  readonly outboundAt?: string | null;
  readonly eta?: string | null;
  readonly signedAt?: string | null;
  readonly nodes: readonly { readonly id: string; readonly kind: string; readonly place: string; readonly reachedAt: string }[];
}

export interface Stop {
  readonly key: string;
  readonly role: 'origin' | 'hub' | 'destination';
  readonly place: string | undefined;
  readonly at: string | undefined;
  readonly state: 'done' | 'now' | 'ahead';
}

const mostHubs = 3;

/** Origin, the last hubs that the parcel was at, destination. Several nodes at one place are one stop. */
export const stopsOf = (parcel: RouteParcel, origin: string): readonly Stop[] => {
  const left = parcel.outboundAt ?? undefined;
  const signed = parcel.signedAt ?? undefined;
  const places = parcel.nodes.filter((node) => node.kind !== 'ORDERED' && node.kind !== 'SIGNED' && node.place !== '');
  const hubs = places.filter((node, index) => places.findIndex((other) => other.place === node.place) === index).slice(-mostHubs);
  const last = hubs.at(-1);
  return [
    {
      key: 'origin',
      role: 'origin',
      place: origin === '' ? undefined : origin,
      at: left,
      state: left === undefined ? 'ahead' : hubs.length === 0 && signed === undefined ? 'now' : 'done',
    },
    ...hubs.map((node): Stop => ({
      key: node.id,
      role: 'hub',
      place: node.place,
      at: node.reachedAt,
      state: node === last && signed === undefined ? 'now' : 'done',
    })),
    {
      key: 'destination',
      role: 'destination',
      place: undefined,
      at: signed ?? parcel.eta ?? undefined,
      state: signed === undefined ? 'ahead' : 'done',
    },
  ];
};
