/** What is remembered of one path of a system's payloads. */
export interface PathNote {
  readonly path: string;
  readonly type: string;
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date | undefined;
  readonly seen: number;
  /** Payloads looked at before the first and up to the last sight. */
  readonly firstSample: number;
  readonly lastSample: number;
}

export type PathState = 'STEADY' | 'APPEARED' | 'VANISHED';

/** A system's first payloads teach its form; what comes after that is news. */
const LEARNED_AFTER = 30;
/** So many sights were due and none came: by chance that happens once in three thousand times. */
const DUE_SIGHTS = 8;

/** Share of the payloads that have the path while it is about, 0 to 1. */
export function shareOf(note: PathNote): number {
  return Math.min(1, note.seen / Math.max(1, note.lastSample - note.firstSample));
}

/** Whether a path is as it was, new since a version was published, or gone. `samples`: payloads looked at up to now. */
export function pathState(note: PathNote, samples: number, publishedAt: Date): PathState {
  if (note.seen > 0 && shareOf(note) * (samples - note.lastSample) >= DUE_SIGHTS) return 'VANISHED';
  return note.firstSample >= LEARNED_AFTER && note.firstSeenAt > publishedAt ? 'APPEARED' : 'STEADY';
}
