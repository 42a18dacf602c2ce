interface Given {
  readonly twin: { readonly status: string; readonly currentGate: number };
  readonly own?:
    | {
        readonly status: string;
        readonly expeditedAt?: string | null;
        readonly holds: readonly {
          readonly id: string;
          readonly reason: string;
          readonly note: string;
          readonly releasedAt?: string | null;
        }[];
        readonly stops: readonly { readonly state: string }[];
      }
    | undefined;
  readonly fulfilment?:
    | {
        readonly fulfilmentOrders: readonly { readonly status: string }[];
        readonly sourcingDecisions: readonly { readonly outcome: string }[];
      }
    | undefined;
}

interface PossibleDeeds {
  readonly hold: boolean;
  readonly cancel: boolean;
  readonly expedite: boolean;
  readonly sourceAgain: boolean;
  /** The one open hold; of several each is released at its own row. */
  readonly release: { readonly id: string; readonly reason: string; readonly note: string } | undefined;
}

const atWarehouse: readonly string[] = ['SENT', 'ACCEPTED', 'PICKED', 'PACKED', 'STOPPING'];

/** Whether a warehouse has a part of it; the gates answer while fulfilment does not. */
export const withWarehouse = ({ twin, fulfilment }: Pick<Given, 'twin' | 'fulfilment'>): boolean =>
  fulfilment?.fulfilmentOrders.some((each) => atWarehouse.includes(each.status)) ?? twin.currentGate > 5;

/** What a person may try. The services refuse in words what this page cannot know yet. */
export const possible = ({ twin, own, fulfilment }: Given): PossibleDeeds => {
  const status = own?.status ?? twin.status;
  const over = ['CANCELLED', 'SIGNED', 'OUTBOUND'].includes(status);
  const open = own?.holds.filter((hold) => !hold.releasedAt) ?? [];
  const stopping = own?.stops.some((stop) => stop.state === 'PROPOSED') ?? false;
  const held = own === undefined ? twin.status === 'HELD' : open.length > 0;
  return {
    hold: !over && !held && !stopping && !withWarehouse({ twin, fulfilment }),
    cancel: !over && !stopping,
    expedite: !over && !stopping && status !== 'AWAITING_PAYMENT' && !own?.expeditedAt,
    sourceAgain: !over && !held && fulfilment?.sourcingDecisions[0]?.outcome === 'FAILED',
    release: over || open.length !== 1 ? undefined : open[0],
  };
};
