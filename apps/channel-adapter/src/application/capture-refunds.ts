import type { NewEvent } from '@orderloom/contracts';
import { RefundKind } from '@orderloom/contracts/hub/channel/v1/events';
import type { LineQuantity } from '@orderloom/contracts/hub/common/v1/types';
import { inTransaction } from '@orderloom/outbox';
import { v7 as uuidv7 } from 'uuid';
import { interpretRefund, onePerRefund, type CanonicalRefund } from '../domain/interpret-refund.ts';
import type { CaptureDeps } from './capture-orders.ts';
import { aggregateOf, fenOf } from './order-captured-event.ts';
import type { FetchedRefund, Shop, ShopChannel } from './ports.ts';
import { heldEvent, releasedEvent } from './quarantine-events.ts';
import type { CapturedRefunds, HeldPayload, KnownOrder, WorkItem } from './stores.ts';

export interface RefundDeps extends CaptureDeps {
  readonly refunds: CapturedRefunds;
}

export interface RefundToCapture {
  readonly item: WorkItem;
  readonly fetched: FetchedRefund;
}

/** A refund whose order the hub has not seen yet: it must wait for it. */
export interface EarlyRefund {
  readonly item: WorkItem;
  readonly platformOrderNo: string;
}

/** Interprets fetched refunds of one shop. Answers with those that came before their order. */
export async function captureRefunds(
  deps: RefundDeps,
  channel: ShopChannel,
  items: readonly RefundToCapture[],
): Promise<readonly EarlyRefund[]> {
  if (items.length === 0) return [];
  const { shop } = channel;
  const mapping = await deps.mappings.current(`${shop.system}-refund`);
  const readings = items.map((one) => ({ ...one, rawId: uuidv7(), reading: interpretRefund(one.fetched.document, mapping) }));
  deps.noteShape(shop.system, 'refund', items[0]?.fetched.document);
  const understood = readings.flatMap((one) => (one.reading.kind === 'refund' ? [{ ...one, refund: one.reading.refund }] : []));
  const known = await deps.orders.known(shop.id, [...new Set(understood.map(({ refund }) => refund.platformOrderNo))]);
  const asksMoney = understood.filter(({ refund }) => refund.sort !== 'NONE');
  const early = asksMoney.filter(({ refund }) => !known.has(refund.platformOrderNo));
  const ready = onePerRefund(
    asksMoney.flatMap((one) => {
      const order = known.get(one.refund.platformOrderNo);
      return order === undefined ? [] : [{ ...one, order }];
    }),
  );
  const troubles = readings.flatMap((one) => (one.reading.kind === 'trouble' ? [{ ...one, reading: one.reading }] : []));

  await inTransaction(deps.pool, async (tx) => {
    const now = deps.now();
    const moved = await deps.refunds.capture(
      tx,
      shop.id,
      ready.map(({ refund, rawId }) => ({
        refundId: refund.refundId,
        platformOrderNo: refund.platformOrderNo,
        phase: refund.phase,
        rawId,
      })),
      now,
    );
    const news = ready.filter(({ refund }) => moved.has(refund.refundId));
    const payloads = troubles.map(({ item, rawId, reading, fetched }): HeldPayload => ({
      kind: 'REFUND',
      platformNo: fetched.refundId,
      platformOrderNo: reading.platformOrderNo,
      ...reading.trouble,
      hint: item.hint,
      rawId,
    }));
    const held = await deps.quarantine.hold(tx, shop.id, payloads, now);
    const released = await deps.quarantine.release(
      tx,
      shop.id,
      'REFUND',
      ready.map(({ refund }) => refund.refundId),
      now,
    );
    await deps.archive.save(
      tx,
      [...news, ...troubles].map(({ rawId, fetched, reading }) => ({
        id: rawId,
        direction: 'ANSWER',
        system: shop.system,
        operation: 'refund',
        contentType: 'application/json',
        body: fetched.body,
        receivedAt: now,
        subject: reading.kind === 'refund' ? reading.refund.platformOrderNo : reading.platformOrderNo,
      })),
    );
    await deps.outbox.append(tx, [
      ...news.flatMap((one) => refundEvents(shop, one, moved.get(one.refund.refundId) === 'first', deps.archive.refOf(one.rawId), now)),
      ...held.map((entry) => heldEvent(shop, entry, deps.archive.refOf(entry.rawId), now)),
      ...released.map((entry) => releasedEvent(shop, entry, now)),
    ]);
    const earlyIds = new Set(early.map(({ item }) => item));
    await deps.work.add(
      tx,
      // Once: a refund that goes on waiting must not have its order read as if it were new each time.
      early.flatMap(({ item, refund }) =>
        item.attempts > 1 ? [] : [{ shopId: shop.id, kind: 'ORDER' as const, platformNo: refund.platformOrderNo, hint: {} }],
      ),
      now,
    );
    await deps.work.finish(
      tx,
      shop.id,
      'REFUND',
      items.filter(({ item }) => !earlyIds.has(item)).map(({ item }) => item),
    );
  });
  return early.map(({ item, refund }) => ({ item, platformOrderNo: refund.platformOrderNo }));
}

interface News {
  readonly item: WorkItem;
  readonly refund: CanonicalRefund;
  readonly order: KnownOrder;
}

function refundEvents(shop: Shop, { item, refund, order }: News, first: boolean, rawRef: string, now: Date): readonly NewEvent[] {
  const at = refund.updatedAt ?? refund.requestedAt ?? item.receivedAt;
  const common = {
    aggregateId: aggregateOf(shop.id, refund.platformOrderNo),
    orderId: order.orderId,
    system: shop.system,
    actor: shop.system,
    receivedAt: item.receivedAt,
    rawRef,
  };
  const key = { channel: shop.channel, shopId: shop.id, platformOrderNo: refund.platformOrderNo, refundId: refund.refundId };
  const events: NewEvent[] = [];
  // A refund that was withdrawn before the hub ever heard of it is no story of the order.
  if (first && refund.phase !== 'WITHDRAWN') {
    const lines = linesOf(refund, order);
    events.push({
      ...common,
      type: 'hub.channel.refund-requested.v1',
      occurredAt: refund.requestedAt ?? at,
      data: {
        ...key,
        kind: kindOf(refund, order),
        wholeOrder: coversAll(lines, order),
        lines,
        amount: fenOf(refund.amount),
        reasonCode: refund.reasonCode,
        requestedAt: refund.requestedAt ?? at,
      },
    });
  }
  if (refund.phase === 'COMPLETED')
    events.push({
      ...common,
      type: 'hub.channel.refund-completed.v1',
      occurredAt: at,
      data: { ...key, amount: fenOf(refund.amount), completedAt: refund.updatedAt ?? now },
    });
  if (refund.phase === 'WITHDRAWN' && !first)
    events.push({
      ...common,
      type: 'hub.channel.refund-withdrawn.v1',
      occurredAt: at,
      data: { ...key, withdrawnAt: refund.updatedAt ?? now },
    });
  return events;
}

function kindOf(refund: CanonicalRefund, order: KnownOrder): RefundKind {
  switch (refund.sort) {
    case 'BEFORE_SHIPPING':
      return RefundKind.BEFORE_SHIPPING;
    case 'RETURN':
      return RefundKind.RETURN;
    case 'AFTER_SHIPPING':
      return RefundKind.AFTER_SHIPPING;
    case 'BY_STATE':
    case 'NONE':
      return order.state === 'PAID' || order.state === 'AWAITING_PAYMENT' || order.state === 'CANCELLED'
        ? RefundKind.BEFORE_SHIPPING
        : RefundKind.AFTER_SHIPPING;
  }
}

/** The lines that the platform names, by child order or by SKU; without a name that we know, all lines. */
function linesOf(refund: CanonicalRefund, order: KnownOrder): LineQuantity[] {
  const named = refund.lines.flatMap((wanted) => {
    const line = order.lines.find((one) =>
      wanted.lineNo === '' ? one.platformSkuId === wanted.platformSkuId : one.lineNo === wanted.lineNo,
    );
    return line === undefined
      ? []
      : [{ lineNo: line.lineNo, sku: line.sku, quantity: wanted.quantity > 0 ? Math.min(wanted.quantity, line.quantity) : line.quantity }];
  });
  return named.length > 0 ? named : order.lines.map(({ lineNo, sku, quantity }) => ({ lineNo, sku, quantity }));
}

function coversAll(lines: readonly LineQuantity[], order: KnownOrder): boolean {
  return (
    lines.length === order.lines.length &&
    order.lines.every((line) => lines.some((one) => one.lineNo === line.lineNo && one.quantity >= line.quantity))
  );
}
