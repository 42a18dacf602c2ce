import { DomainError } from '@orderloom/domain-kernel';
import { inTransaction } from '@orderloom/outbox';
import type { NewRaw } from '@orderloom/raw-archive';
import type { MessengerDeps } from './ports.ts';

/** The report overtook our own note of the send, or is about somebody else's message: it is asked to come again. */
export class ReportTooEarly extends DomainError {
  readonly code = 'REPORT_TOO_EARLY';
}

/** The service account's report on a message that was sent: told once, however often it comes. */
export async function noteDelivery(
  deps: MessengerDeps,
  report: { readonly transportId: string; readonly delivered: boolean; readonly reason: string; readonly raw: NewRaw },
): Promise<void> {
  await inTransaction(deps.pool, async (tx) => {
    const now = deps.now();
    const [rawId] = await deps.archive.save(tx, [report.raw]);
    const message = await deps.messages.markReported(tx, { ...report, transport: 'WECHAT_SERVICE_ACCOUNT', now });
    if (message === 'UNKNOWN') throw new ReportTooEarly('no message has this id yet');
    if (message === 'ALREADY') return;
    await deps.outbox.append(tx, [
      {
        type: 'hub.messenger.message-delivered.v1',
        aggregateId: message.orderId,
        orderId: message.orderId,
        system: deps.customers.system,
        actor: deps.customers.system,
        rawRef: deps.archive.refOf(rawId ?? ''),
        receivedAt: report.raw.receivedAt,
        data: {
          messageId: message.id,
          orderId: message.orderId,
          parcelId: message.parcelId,
          delivered: report.delivered,
          reason: report.reason,
          reportedAt: now,
        },
      },
    ]);
  });
}
