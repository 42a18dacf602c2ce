import type { HubEvent } from '@orderloom/contracts';
import type { Tx } from '@orderloom/outbox';
import { consumeOutbound } from '../application/consume-outbound.ts';
import type { StockDeps } from './subscriptions.ts';

export function onOutbound(deps: StockDeps) {
  return (events: readonly HubEvent<'hub.fulfilment.outbound.v1'>[], tx: Tx): Promise<void> =>
    consumeOutbound(deps, tx, {
      facts: events.map(({ data, occurredAt }) => ({
        orderId: data.orderId,
        fulfilmentOrderId: data.fulfilmentOrderId,
        warehouseId: data.warehouseId,
        outBizCode: data.outBizCode,
        lines: data.lines.map((line) => ({ lineNo: line.lineNo, sku: line.sku, quantity: line.shipped })),
        final: data.final,
        outboundAt: data.outboundAt ?? occurredAt,
      })),
      now: deps.now(),
    });
}
