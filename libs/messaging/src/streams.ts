import type { Context } from '@orderloom/contracts';
import { DiscardPolicy, JetStreamApiError, RetentionPolicy, StorageType } from '@nats-io/jetstream';
import type { HubConnection } from './hub-connection.ts';

const DAY_NS = 86_400_000_000_000;

export function streamOf(context: Context): string {
  return `HUB_${context.toUpperCase()}`;
}

export interface StreamEpoch {
  /** When this incarnation of the stream was made; a wiped broker gives a new one. */
  readonly createdAt: string;
  readonly lastSeq: number;
}

/** Makes the context's stream where it is missing and says which incarnation stands. */
export async function ensureStream(hub: HubConnection, context: Context): Promise<StreamEpoch> {
  const name = streamOf(context);
  try {
    const info = await hub.jsm.streams.info(name);
    return { createdAt: info.created, lastSeq: info.state.last_seq };
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
  try {
    const info = await hub.jsm.streams.add({
      name,
      subjects: [`hub.${context}.>`],
      storage: StorageType.File,
      retention: RetentionPolicy.Limits,
      discard: DiscardPolicy.Old,
      max_age: 7 * DAY_NS,
      duplicate_window: 120_000_000_000,
    });
    return { createdAt: info.created, lastSeq: info.state.last_seq };
  } catch (error) {
    // Two services may find it missing at the same moment; the second one's "in use" is as good as its own.
    const info = await hub.jsm.streams.info(name).catch(() => undefined);
    if (info === undefined) throw error;
    return { createdAt: info.created, lastSeq: info.state.last_seq };
  }
}

export function isNotFound(error: unknown): boolean {
  return error instanceof JetStreamApiError && error.status === 404;
}
