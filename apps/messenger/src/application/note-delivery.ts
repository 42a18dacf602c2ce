import type { NewEvent } from '@orderloom/contracts';
import { DomainError } from '@orderloom/domain-kernel';
import { gatherApart, inTransaction } from '@orderloom/outbox';
import type { NewRaw } from '@orderloom/raw-archive';
import { traceparentOf } from '@orderloom/telemetry';
import { v7 as uuidv7 } from 'uuid';
import type { MessengerDeps, Report, Reported } from './ports.ts';

/** The report overtook our own note of the send, or is about somebody else's message: it is asked to come again. */
export class ReportTooEarly extends DomainError {
  readonly code = 'REPORT_TOO_EARLY';
}

export interface RawReport extends Report {
  readonly raw: NewRaw;
}

type Deps = Pick<MessengerDeps, 'pool' | 'outbox' | 'archive' | 'messages' | 'customers' | 'now'>;

interface Received extends RawReport {
  readonly traceparent: string;
}

/** Reports are written this far apart, together, the first one after a pause at once. The service account waits five seconds for us. */
const WRITE_APART_MS = 100;

/** The service account's reports on messages that were sent: each told once, however often it comes. */
export function deliveryNotes(deps: Deps): (report: RawReport) => Promise<void> {
  const note = gatherApart((reports: readonly Received[]) => noteDeliveries(deps, reports), WRITE_APART_MS);
  return async (report) => {
    const noted = await note({ ...report, traceparent: traceparentOf() ?? '' });
    if (noted === 'UNKNOWN') throw new ReportTooEarly('no message has this id yet');
  };
}

async function noteDeliveries(deps: Deps, reports: readonly Received[]): Promise<readonly (Reported | 'ALREADY' | 'UNKNOWN')[]> {
  return inTransaction(deps.pool, async (tx) => {
    const now = deps.now();
    const noted = await deps.messages.markReported(tx, 'WECHAT_SERVICE_ACCOUNT', reports, now);
    // What is asked to come again is kept when it has come again.
    const kept = reports.flatMap((report, index) => {
      const message = noted[index] ?? 'UNKNOWN';
      return message === 'UNKNOWN' ? [] : [{ report, message, rawId: uuidv7() }];
    });
    await deps.archive.save(
      tx,
      kept.map(({ report, rawId }) => ({ ...report.raw, id: rawId })),
    );
    await deps.outbox.append(
      tx,
      kept.flatMap(({ report, message, rawId }) => (message === 'ALREADY' ? [] : [deliveredEvent(deps, report, message, rawId, now)])),
    );
    return noted;
  });
}

function deliveredEvent(deps: Deps, report: Received, message: Reported, rawId: string, now: Date): NewEvent {
  return {
    type: 'hub.messenger.message-delivered.v1',
    aggregateId: message.orderId,
    orderId: message.orderId,
    system: deps.customers.system,
    actor: deps.customers.system,
    rawRef: deps.archive.refOf(rawId),
    receivedAt: report.raw.receivedAt,
    traceparent: report.traceparent,
    data: {
      messageId: message.id,
      orderId: message.orderId,
      parcelId: message.parcelId,
      delivered: report.delivered,
      reason: report.reason,
      reportedAt: now,
    },
  };
}
