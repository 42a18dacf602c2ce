import type { BatchHandler } from '@orderloom/outbox';
import type { ReactDeps } from './react-deps.ts';

/** The parcel has left with a number: the platform is told which goods are in it. */
export function onParcelDispatched(deps: ReactDeps): BatchHandler<'hub.fulfilment.parcel-dispatched.v1'> {
  return async (all, tx) => {
    // Whoever sells without a platform hears of the parcel by webhook.
    const events = all.filter(({ data }) => deps.hasPlatform(data.shopId));
    const known = new Map(
      await Promise.all(
        [...Map.groupBy(events, ({ data }) => data.shopId)].map(
          async ([shopId, ofShop]) =>
            [
              shopId,
              await deps.orders.known(
                shopId,
                ofShop.map(({ data }) => data.platformOrderNo),
              ),
            ] as const,
        ),
      ),
    );
    const notices = events.map(({ data, traceparent }) => {
      const lines = known.get(data.shopId)?.get(data.platformOrderNo)?.lines ?? [];
      return {
        parcelId: data.parcelId,
        orderId: data.orderId,
        shopId: data.shopId,
        platformOrderNo: data.platformOrderNo,
        carrier: data.carrier,
        trackingNumber: data.trackingNumber,
        traceparent,
        lines: data.lines.flatMap((shipped) => {
          const line = lines.find((one) => one.lineNo === shipped.lineNo);
          return line === undefined
            ? []
            : [{ lineNo: line.lineNo, productId: line.productId, platformSkuId: line.platformSkuId, quantity: shipped.quantity }];
        }),
      };
    });
    await deps.notices.plan(tx, notices, deps.now());
    tx.onCommit(deps.ring.notices);
  };
}
