/** One system's word on a matter, with its time. */
export interface Claim {
  readonly system: 'platform' | 'warehouse' | 'carrier' | 'hub';
  readonly name?: string;
  /** A code of the schema's literals, or figures. */
  readonly says: string;
  readonly detail?: string;
  readonly at: string | undefined;
  /** Whether this is the word that counts. */
  readonly stands: boolean;
}

export const matters = [
  'SHIPPED_AFTER_STOP',
  'SHIPPED_OTHERWISE',
  'SHIPPED_ELSEWHERE',
  'CANCELLED_AND_OUT',
  'PICKED_UP_BEFORE_OUT',
  'NUMBERS_DIFFER',
] as const;
type Matter = (typeof matters)[number];

interface Disagreement {
  readonly matter: Matter;
  readonly key: string;
  readonly claims: readonly Claim[];
  /** Which authority was applied (C-11, C-17, FUL-12). */
  readonly authority: 'outbound' | 'pickup' | 'order';
  readonly frozen: 'refund' | 'dispatch' | 'gate6' | 'nothing';
  readonly prover: string;
}

export interface TruthInput {
  readonly platformState: string;
  readonly platformAt: string | undefined;
  readonly stops: readonly { readonly id: string; readonly state: string; readonly answeredAt?: string | null }[];
  readonly parts: readonly {
    readonly id: string;
    readonly status: string;
    readonly warehouse: string;
    readonly outboundAt?: string | null;
    readonly stop?: { readonly state: string; readonly answeredAt?: string | null } | null;
    readonly lines: readonly { readonly sku: string; readonly quantity: number; readonly shippedQuantity: number }[];
  }[];
  readonly parcels: readonly {
    readonly id: string;
    readonly trackingNumber?: string | null;
    readonly outboundAt?: string | null;
    readonly nodes: readonly { readonly kind: string; readonly reachedAt: string; readonly place: string }[];
  }[];
  readonly notices: readonly { readonly parcelId: string; readonly trackingNumber: string; readonly sentAt?: string | null }[];
}

/** Where systems say different things of one matter; what each says, and whose word counts. Nothing here is a guess: every claim is a stored fact. */
export const disagreements = (input: TruthInput): readonly Disagreement[] => [
  ...input.parts.flatMap((part) => [...shippedAfterStop(part), ...shippedOtherwise(part)]),
  ...platformAgainstWarehouse(input),
  ...input.parcels.flatMap((parcel) => [...pickedUpBeforeOut(parcel), ...numbersDiffer(parcel, input)]),
];

type Part = TruthInput['parts'][number];
type Parcel = TruthInput['parcels'][number];

const shippedAfterStop = (part: Part): readonly Disagreement[] => {
  if (part.stop?.state !== 'STOPPED' || !part.outboundAt) return [];
  return [
    {
      matter: 'SHIPPED_AFTER_STOP',
      key: `stop-${part.id}`,
      claims: [
        { system: 'warehouse', name: part.warehouse, says: 'CONFIRMED', at: part.stop.answeredAt ?? undefined, stands: false },
        { system: 'warehouse', name: part.warehouse, says: 'OUTBOUND', at: part.outboundAt, stands: true },
      ],
      authority: 'outbound',
      frozen: 'refund',
      prover: 'warehouse-keeper',
    },
  ];
};

const shippedOtherwise = (part: Part): readonly Disagreement[] => {
  if (part.status !== 'OUTBOUND') return [];
  const wrong = part.lines.filter((line) => line.shippedQuantity !== line.quantity);
  if (wrong.length === 0) return [];
  const text = (of: (line: Part['lines'][number]) => number): string => wrong.map((line) => `${line.sku} × ${of(line)}`).join('，');
  return [
    {
      matter: 'SHIPPED_OTHERWISE',
      key: `units-${part.id}`,
      claims: [
        { system: 'hub', says: text((line) => line.quantity), at: undefined, stands: false },
        {
          system: 'warehouse',
          name: part.warehouse,
          says: text((line) => line.shippedQuantity),
          at: part.outboundAt ?? undefined,
          stands: true,
        },
      ],
      authority: 'outbound',
      frozen: 'gate6',
      prover: 'warehouse-keeper',
    },
  ];
};

const platformAgainstWarehouse = ({ platformState, platformAt, parts, stops }: TruthInput): readonly Disagreement[] => {
  const out = parts.find((part) => part.outboundAt);
  const live = parts.filter((part) => !['STOPPED', 'SUPERSEDED', 'REFUSED'].includes(part.status));
  const platform = (stands: boolean): Claim => ({ system: 'platform', says: platformState, at: platformAt, stands });
  if (['SHIPPED', 'COMPLETED'].includes(platformState) && out === undefined) {
    const part = live[0];
    const told: Claim = { system: part === undefined ? 'hub' : 'warehouse', says: part?.status ?? 'PLANNED', at: undefined, stands: true };
    return [
      {
        matter: 'SHIPPED_ELSEWHERE',
        key: 'elsewhere',
        claims: [platform(false), part === undefined ? told : { ...told, name: part.warehouse }],
        authority: 'outbound',
        frozen: 'dispatch',
        prover: 'channel-operations',
      },
    ];
  }
  if (platformState === 'CANCELLED' && out?.outboundAt) {
    const confirmed = stops.find((stop) => stop.state === 'CONFIRMED');
    return [
      {
        matter: 'CANCELLED_AND_OUT',
        key: 'cancelled',
        claims: [
          platform(false),
          ...(confirmed === undefined
            ? []
            : [{ system: 'hub' as const, says: 'CONFIRMED', at: confirmed.answeredAt ?? undefined, stands: false }]),
          { system: 'warehouse', name: out.warehouse, says: 'OUTBOUND', at: out.outboundAt, stands: true },
        ],
        authority: 'outbound',
        frozen: 'refund',
        prover: 'warehouse-keeper',
      },
    ];
  }
  return [];
};

const pickedUpBeforeOut = (parcel: Parcel): readonly Disagreement[] => {
  const first = parcel.nodes.find((node) => node.kind !== 'ORDERED');
  if (first === undefined || parcel.outboundAt) return [];
  return [
    {
      matter: 'PICKED_UP_BEFORE_OUT',
      key: `pickup-${parcel.id}`,
      claims: [
        { system: 'carrier', says: first.kind, detail: first.place, at: first.reachedAt, stands: true },
        { system: 'warehouse', says: 'PACKED', at: undefined, stands: false },
      ],
      authority: 'pickup',
      frozen: 'gate6',
      prover: 'logistics',
    },
  ];
};

const numbersDiffer = (parcel: Parcel, { notices }: TruthInput): readonly Disagreement[] => {
  const notice = notices.find((each) => each.parcelId === parcel.id && each.sentAt);
  if (notice === undefined || !parcel.trackingNumber || notice.trackingNumber === parcel.trackingNumber) return [];
  return [
    {
      matter: 'NUMBERS_DIFFER',
      key: `number-${parcel.id}`,
      claims: [
        { system: 'platform', says: notice.trackingNumber, at: notice.sentAt ?? undefined, stands: false },
        { system: 'carrier', says: parcel.trackingNumber, at: parcel.outboundAt ?? undefined, stands: true },
      ],
      authority: 'pickup',
      frozen: 'nothing',
      prover: 'channel-operations',
    },
  ];
};
