import type { HubEvent } from '@orderloom/contracts';
import { DomainError } from '@orderloom/domain-kernel';
import { createHash } from 'node:crypto';
import type { NewClearance } from '../application/sourcing-stores.ts';
import type { Clearance } from '../domain/clearance.ts';
import { provincePoint } from '../domain/places.ts';
import type { Precision } from '../domain/sourcing-facts.ts';

/** The clearance misses what sourcing cannot do without. */
export class ClearanceUnusable extends DomainError {
  readonly code = 'CLEARANCE_UNUSABLE';
}

/** The contract's message as the domain's clearance. Throws ClearanceUnusable. */
export function clearanceOf(event: HubEvent<'hub.order.cleared-for-sourcing.v1'>): NewClearance {
  const { data } = event;
  const { recipient } = data;
  if (data.orderId === '' || recipient === undefined || recipient.token === '' || data.lines.length === 0) {
    throw new ClearanceUnusable('Order id, recipient and lines are needed.', { order: data.orderId });
  }
  const code = recipient.district?.code ?? '';
  const point = recipient.coordinate ?? provincePoint(code);
  if (point === undefined)
    throw new ClearanceUnusable('Neither coordinate nor district says where the recipient is.', { order: data.orderId });
  const clearance: Clearance = {
    orderId: data.orderId,
    channel: data.channel,
    shopId: data.shopId,
    platformOrderNo: data.platformOrderNo,
    raised: data.timeClass === 'TIME_CLASS_RAISED',
    recipientToken: recipient.token,
    district: {
      code,
      province: recipient.district?.province ?? '',
      city: recipient.district?.city ?? '',
      county: recipient.district?.county ?? '',
    },
    at: { longitude: point.longitude, latitude: point.latitude },
    precision: recipient.coordinate === undefined ? 'PROVINCE' : precisionOf(recipient.coordinate.precision),
    lines: data.lines.map((line) => {
      if (line.quantity <= 0 || line.sku === '')
        throw new ClearanceUnusable('A line needs a product and a quantity.', { order: data.orderId, line: line.lineNo });
      return {
        lineNo: line.lineNo,
        sku: line.sku,
        title: line.title,
        quantity: line.quantity,
        coldChain: line.coldChain,
        unitPriceFen: (line.unitPrice?.minor ?? 0n).toString(),
        paidShareFen: (line.paidShare?.minor ?? 0n).toString(),
      };
    }),
    freightFen: (data.freightAmount?.minor ?? 0n).toString(),
    placedAt: data.placedAt?.toISOString() ?? '',
    paidAt: data.paidAt?.toISOString() ?? '',
    promisedShipAt: data.promisedShipAt?.toISOString() ?? '',
  };
  return {
    clearance,
    clearedSeq: event.outboxSeq,
    contentHash: hashOf(clearance),
    traceparent: event.traceparent,
    clearedAt: event.recordedAt,
  };
}

/** A better coordinate is no other order: only what is sent to a warehouse makes the content. */
function hashOf(clearance: Clearance): string {
  const { orderId, recipientToken, lines, freightFen } = clearance;
  return createHash('sha256')
    .update(JSON.stringify([orderId, recipientToken, lines, freightFen]))
    .digest('hex');
}

export function precisionOf(precision: string): Precision {
  const name = precision.replace('COORDINATE_PRECISION_', '');
  return name === 'CITY' || name === 'COUNTY' || name === 'STREET' || name === 'BUILDING' ? name : 'PROVINCE';
}
