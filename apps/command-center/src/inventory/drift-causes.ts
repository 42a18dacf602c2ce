/** What a difference between book and count can have been, as inventory names it. */
export const driftCauses = ['DAMAGED', 'LOST', 'FOUND', 'MISCOUNTED', 'OTHER'] as const;
export type DriftCause = (typeof driftCauses)[number];
