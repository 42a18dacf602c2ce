import type { NewEvent } from '@orderloom/contracts';
import type { FulfilmentState } from './fulfilment-state.ts';
import type { NewDecision, ToldDecision } from './sourcing-stores.ts';

export function sourcedEvent(sourced: {
  readonly orderId: string;
  readonly parts: readonly FulfilmentState[];
  readonly decision: ToldDecision;
  readonly warehouseName: (id: string) => string;
  readonly now: Date;
}): NewEvent {
  const { decision } = sourced;
  return {
    type: 'hub.fulfilment.order-sourced.v1',
    aggregateId: sourced.orderId,
    orderId: sourced.orderId,
    actor: `sourcing-rule-${decision.ruleVersion}`,
    ...(decision.traceparent === '' ? {} : { traceparent: decision.traceparent }),
    data: {
      orderId: sourced.orderId,
      decisionId: decision.id,
      ruleVersion: decision.ruleVersion,
      parts: sourced.parts.map((part) => ({
        fulfilmentOrderId: part.id,
        warehouseId: part.warehouseId,
        warehouseName: sourced.warehouseName(part.warehouseId),
        carrier: part.carrier,
        carrierService: part.carrierService,
        lines: part.lines.map(({ lineNo, sku, quantity }) => ({ lineNo, sku, quantity })),
      })),
      candidates: decision.candidates.length,
      refused: decision.candidates.filter((one) => one.refusal !== null).length,
      decidedAt: sourced.now,
    },
  };
}

export function failedEvent(decision: NewDecision, traceparent: string, now: Date): NewEvent {
  return {
    type: 'hub.fulfilment.sourcing-failed.v1',
    aggregateId: decision.orderId,
    orderId: decision.orderId,
    actor: `sourcing-rule-${decision.ruleVersion}`,
    ...(traceparent === '' ? {} : { traceparent }),
    data: {
      orderId: decision.orderId,
      decisionId: decision.id,
      ruleVersion: decision.ruleVersion,
      reason: decision.failure ?? '',
      detail: decision.failureDetail ?? '',
      decidedAt: now,
    },
  };
}
