import type { NewEvent } from '@orderloom/contracts';
import type { RecipientView } from '@orderloom/contracts/hub/common/v1/types';
import { PlatformOrderState } from '@orderloom/contracts/hub/channel/v1/events';
import { CoordinatePrecision } from '@orderloom/contracts/hub/common/v1/types';
import { newId } from '@orderloom/outbox';
import type { CanonicalOrder } from '../domain/canonical-order.ts';
import type { Precision } from '../domain/districts.ts';
import type { Shop } from './ports.ts';
import type { FreshCapture, RecipientFacts } from './stores.ts';

export interface Money {
  minor: bigint;
  currency: string;
}

export function fenOf(minor: bigint): Money {
  return { minor, currency: 'CNY' };
}

/** Events about an order that has no hub id yet are kept in order by shop and platform number. */
export function aggregateOf(shopId: string, platformOrderNo: string): string {
  return `${shopId}/${platformOrderNo}`;
}

export function orderCapturedEvent(facts: {
  readonly shop: Shop;
  readonly order: CanonicalOrder;
  readonly fresh: FreshCapture;
  readonly recipient: RecipientFacts | undefined;
  readonly buyerToken: string;
  readonly receivedAt: Date;
  readonly rawRef: string;
  /** Empty when it came from no push. */
  readonly traceparent: string;
  readonly pushed: boolean;
}): NewEvent<'hub.channel.order-captured.v1'> {
  const { shop, order, fresh } = facts;
  return {
    type: 'hub.channel.order-captured.v1',
    ...(facts.traceparent === '' ? {} : { traceparent: facts.traceparent }),
    aggregateId: aggregateOf(shop.id, order.platformOrderNo),
    orderId: fresh.orderId,
    system: shop.system,
    actor: shop.system,
    occurredAt: order.updatedAt,
    receivedAt: facts.receivedAt,
    rawRef: facts.rawRef,
    data: {
      captureId: newId(),
      intake: facts.pushed ? 'PUSH' : 'POLL',
      channel: shop.channel,
      shopId: shop.id,
      platformOrderNo: order.platformOrderNo,
      platformVersion: fresh.version,
      state: PlatformOrderState[order.state],
      platformStatus: order.platformStatus,
      submittedAt: order.submittedAt,
      platformCreatedAt: order.createdAt,
      receivedAt: facts.receivedAt,
      paidAt: order.paidAt,
      promisedShipAt: order.promisedShipAt,
      recipient: facts.recipient === undefined ? undefined : recipientView(facts.recipient),
      lines: order.lines.map((line) => ({
        lineNo: line.lineNo,
        platformSkuId: line.platformSkuId,
        sku: line.sku,
        title: line.title,
        quantity: line.quantity,
        unitPrice: fenOf(line.unitPrice),
        paidShare: fenOf(line.paidShare),
        gift: line.gift,
        coldChain: line.coldChain,
        extensions: { ...line.extensions },
      })),
      goodsAmount: fenOf(order.goodsAmount),
      discountAmount: fenOf(order.discountAmount),
      freightAmount: fenOf(order.freightAmount),
      paidAmount: fenOf(order.paidAmount),
      buyerToken: facts.buyerToken,
      presale: order.presale,
      deliveryRequirement: order.deliveryRequirement,
      extensions: { ...order.extensions },
      defaultedFields: [...order.defaultedFields],
      mappingVersion: order.mappingVersion,
    },
  };
}

export function recipientView(facts: RecipientFacts): RecipientView {
  return {
    token: facts.token,
    maskedName: facts.maskedName,
    maskedPhone: facts.maskedPhone,
    district: { code: facts.districtCode, province: facts.province, city: facts.city, county: facts.county },
    coordinate:
      facts.longitude === undefined || facts.latitude === undefined
        ? undefined
        : { longitude: facts.longitude, latitude: facts.latitude, precision: precisionOf(facts.precision) },
    phoneIndex: facts.phoneIndex,
    phoneTailIndex: facts.phoneTailIndex,
    addressVague: facts.vague,
  };
}

export function precisionOf(precision: Precision | ''): CoordinatePrecision {
  return precision === '' ? CoordinatePrecision.UNSPECIFIED : CoordinatePrecision[precision];
}
