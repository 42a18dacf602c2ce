import { defineLifecycle } from '@orderloom/domain-kernel';

/** THE state machine of a fulfilment order. SENT: it may have reached the WMS; ACCEPTED: the WMS has said so. */
export const fulfilmentOrderLifecycle = defineLifecycle({
  subject: 'fulfilment order',
  states: [
    'PLANNED',
    'CLEARED',
    'SENT',
    'ACCEPTED',
    'REFUSED',
    'PICKED',
    'PACKED',
    'STOPPING',
    'STOPPED',
    'PARTLY_OUTBOUND',
    'OUTBOUND',
    'SUPERSEDED',
  ],
  deeds: [
    'clear',
    'send',
    'call back',
    'accept',
    'refuse',
    'pick',
    'pack',
    'propose stop',
    'stop',
    'decline stop',
    'ship part',
    'ship',
    'supersede',
  ],
  table: {
    PLANNED: { clear: 'CLEARED', stop: 'STOPPED', supersede: 'SUPERSEDED' },
    CLEARED: { send: 'SENT', 'call back': 'PLANNED', stop: 'STOPPED', supersede: 'SUPERSEDED' },
    // The WMS may ship before its acceptance reaches us.
    SENT: {
      'call back': 'PLANNED',
      accept: 'ACCEPTED',
      refuse: 'REFUSED',
      pick: 'PICKED',
      pack: 'PACKED',
      'propose stop': 'STOPPING',
      'ship part': 'PARTLY_OUTBOUND',
      ship: 'OUTBOUND',
    },
    ACCEPTED: {
      refuse: 'REFUSED',
      pick: 'PICKED',
      pack: 'PACKED',
      'propose stop': 'STOPPING',
      'ship part': 'PARTLY_OUTBOUND',
      ship: 'OUTBOUND',
    },
    REFUSED: { 'ship part': 'PARTLY_OUTBOUND', ship: 'OUTBOUND' },
    PICKED: { pack: 'PACKED', 'propose stop': 'STOPPING', 'ship part': 'PARTLY_OUTBOUND', ship: 'OUTBOUND' },
    PACKED: { 'propose stop': 'STOPPING', 'ship part': 'PARTLY_OUTBOUND', ship: 'OUTBOUND' },
    STOPPING: {
      stop: 'STOPPED',
      refuse: 'STOPPED',
      'decline stop': 'ACCEPTED',
      'ship part': 'PARTLY_OUTBOUND',
      ship: 'OUTBOUND',
    },
    // The shipped fact stands, whatever was agreed before (C-17).
    STOPPED: { 'ship part': 'PARTLY_OUTBOUND', ship: 'OUTBOUND' },
    PARTLY_OUTBOUND: { 'ship part': 'PARTLY_OUTBOUND', ship: 'OUTBOUND' },
    OUTBOUND: {},
    SUPERSEDED: { 'ship part': 'PARTLY_OUTBOUND', ship: 'OUTBOUND' },
  },
});

export type FulfilmentStatus = (typeof fulfilmentOrderLifecycle.statuses)[number];

/** Statuses whose lines count as given to a warehouse. */
export const liveStatuses: readonly FulfilmentStatus[] = [
  'PLANNED',
  'CLEARED',
  'SENT',
  'ACCEPTED',
  'PICKED',
  'PACKED',
  'STOPPING',
  'PARTLY_OUTBOUND',
  'OUTBOUND',
];

/** Ids of an order's fulfilment orders grow: a number is never used twice. */
export function fulfilmentOrderId(orderId: string, serial: number): string {
  return `${orderId}-${serial}`;
}

export function parcelId(fulfilmentId: string, serial: number): string {
  return `${fulfilmentId}-P${serial}`;
}
