import { liveParts, openHolds, openStop, type TwinState } from './twin-state.ts';

export type BulkDeed = 'HOLD' | 'RELEASE' | 'CANCEL' | 'REMARK' | 'SOURCE_AGAIN';
export const bulkDeeds: readonly BulkDeed[] = ['HOLD', 'RELEASE', 'CANCEL', 'REMARK', 'SOURCE_AGAIN'];

export type Obstacle =
  | 'ALREADY_OUTBOUND'
  | 'ALREADY_ENDED'
  | 'ALREADY_HELD'
  | 'NOT_HELD'
  | 'ALREADY_WITH_WAREHOUSE'
  | 'NOT_WAITING_FOR_SOURCING'
  | 'ALREADY_STOPPING';

/** What stands between an order and a deed, as far as the tower knows; the owner of the order judges when its turn comes. */
export function obstacleTo(deed: BulkDeed, twin: TwinState): Obstacle | undefined {
  // History from a file: nobody carries it, so nothing can be done to it.
  if (twin.imported !== undefined) return 'ALREADY_ENDED';
  if (deed === 'REMARK') return undefined;
  const held = openHolds(twin).filter((hold) => hold.reason === 'PERSON').length > 0;
  if (deed === 'RELEASE') return held ? undefined : 'NOT_HELD';
  const parts = liveParts(twin).map(([, part]) => part);
  if (twin.cancelled !== undefined || twin.completedAt !== undefined) return 'ALREADY_ENDED';
  if (parts.length > 0 && parts.every((part) => part.outboundAt !== undefined)) return 'ALREADY_OUTBOUND';
  switch (deed) {
    case 'HOLD':
      if (held) return 'ALREADY_HELD';
      return parts.some((part) => part.sentAt !== undefined || part.acceptedAt !== undefined || part.outboundAt !== undefined)
        ? 'ALREADY_WITH_WAREHOUSE'
        : undefined;
    case 'CANCEL':
      return openStop(twin) === undefined ? undefined : 'ALREADY_STOPPING';
    case 'SOURCE_AGAIN': {
      const failed = twin.sourcingFailed;
      return failed !== undefined && failed.at >= (twin.sourcedAt ?? 0) ? undefined : 'NOT_WAITING_FOR_SOURCING';
    }
    default: {
      const never: never = deed;
      return never;
    }
  }
}

export function possibleDeeds(twin: TwinState): readonly BulkDeed[] {
  return bulkDeeds.filter((deed) => obstacleTo(deed, twin) === undefined);
}
