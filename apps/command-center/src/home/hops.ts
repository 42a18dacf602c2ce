/** The hops between payment and the end of the waiting. */
export const hopKeys = ['ARRIVAL', 'LOCK', 'SOURCING', 'WAREHOUSE', 'WAYBILL', 'PICKUP', 'OTHER'] as const;
type HopKey = (typeof hopKeys)[number];
export const asHop = (hop: string): HopKey => hopKeys.find((each) => each === hop) ?? 'OTHER';

export const causeKeys = ['SLOWER_HOP', 'LONGEST_HOP', 'STEADY', 'NO_DATA'] as const;
export const asCause = (code: string): (typeof causeKeys)[number] => causeKeys.find((each) => each === code) ?? 'NO_DATA';
