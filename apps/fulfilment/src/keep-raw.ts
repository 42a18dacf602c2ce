import type { NewRaw } from '@orderloom/raw-archive';

/** Saves raw bodies of calls, sealed; answers with references for events, in order. */
export type KeepRaw = (raws: readonly Omit<NewRaw, 'receivedAt'>[]) => Promise<readonly string[]>;
