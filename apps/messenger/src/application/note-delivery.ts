import { inTransaction } from '@orderloom/outbox';
import type { NewRaw } from '@orderloom/raw-archive';
import { markReported } from '../persistence/message-store.ts';
import type { MessengerDeps } from './ports.ts';

/** The service account's report on a message that was sent: told once, however often it comes. */
export async function noteDelivery(
  deps: MessengerDeps,
  report: { readonly transportId: string; readonly delivered: boolean; readonly reason: string; readonly raw: NewRaw },
): Promise<void> {
  await inTransaction(deps.pool, async (tx) => {
    const now = deps.now();
    const [rawId] = await deps.archive.save(tx, [report.raw]);
    const message = await markReported(tx, { ...report, transport: 'WECHAT_SERVICE_ACCOUNT', now });
    if (message === undefined) return;
    await deps.outbox.append(tx, [
      {
        type: 'hub.messenger.message-delivered.v1',
        aggregateId: message.order_id,
        orderId: message.order_id,
        system: deps.customers.system,
        actor: deps.customers.system,
        rawRef: deps.archive.refOf(rawId ?? ''),
        receivedAt: report.raw.receivedAt,
        data: { messageId: message.id, orderId: message.order_id, parcelId: message.parcel_id, delivered: report.delivered, reason: report.reason, reportedAt: now },
      },
    ]);
  });
}
