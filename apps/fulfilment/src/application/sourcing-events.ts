import type { NewEvent } from '@orderloom/contracts';
import type { FulfilmentState } from './fulfilment-state.ts';
import type { NewDecision } from './sourcing-stores.ts';

export function sourcedEvent(sourced: {
  readonly orderId: string;
  readonly parts: readonly FulfilmentState[];
  readonly decision: {
    readonly id: string;
    readonly rule_version: number;
    readonly candidates: number;
    readonly refused: number;
    readonly traceparent: string;
  };
  readonly warehouseName: (id: string) => string;
  readonly now: Date;
}): NewEvent {
  const { decision } = sourced;
  return {
    type: 'hub.fulfilment.order-sourced.v1',
    aggregateId: sourced.orderId,
    orderId: sourced.orderId,
    actor: `sourcing-rule-${decision.rule_version}`,
    ...(decision.traceparent === '' ? {} : { traceparent: decision.traceparent }),
    data: {
      orderId: sourced.orderId,
      decisionId: decision.id,
      ruleVersion: decision.rule_version,
      parts: sourced.parts.map((part) => ({
        fulfilmentOrderId: part.id,
        warehouseId: part.warehouseId,
        warehouseName: sourced.warehouseName(part.warehouseId),
        carrier: part.carrier,
        carrierService: part.carrierService,
        lines: part.lines.map(({ lineNo, sku, quantity }) => ({ lineNo, sku, quantity })),
      })),
      candidates: decision.candidates,
      refused: decision.refused,
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
