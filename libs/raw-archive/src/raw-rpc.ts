import type { RawArchiveServiceImplementation } from '@orderloom/contracts/hub/raw/v1/service';
import { DomainError } from '@orderloom/domain-kernel';
import type { RawArchive } from './raw-archive.ts';

export class RawNotFound extends DomainError {
  readonly code = 'RAW_NOT_FOUND';
}

/** Answers for the raw bodies of one service: always the redacted copy. Throws RawNotFound. */
export function rawArchiveRpc(archive: RawArchive): RawArchiveServiceImplementation {
  return {
    readRaw: async ({ rawId }) => {
      const record = await archive.read(rawId);
      if (record === undefined) throw new RawNotFound(`no raw body ${rawId}`, { rawId });
      return {
        rawId: record.id,
        direction: record.direction,
        system: record.system,
        operation: record.operation,
        contentType: record.contentType,
        redactedBody: archive.redacted(record),
        sizeBytes: record.sizeBytes,
        receivedAt: record.receivedAt,
        previousRawId: record.previousId,
      };
    },
  };
}
