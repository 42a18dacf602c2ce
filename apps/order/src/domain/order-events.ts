import type { Money } from '@orderloom/domain-kernel';
import type { Hold, LineUnits, Order, PlatformState, Refund, StopScope } from './order.ts';

/** What happened to an order, for those outside the domain; the order itself goes beside it. */
export type OrderEvent =
  | { readonly kind: 'placed' }
  | { readonly kind: 'payment-confirmed' }
  | { readonly kind: 'cleared-for-sourcing'; readonly lines: readonly LineUnits[] }
  | { readonly kind: 'hold-placed'; readonly hold: Hold }
  | { readonly kind: 'hold-released'; readonly holdId: string; readonly by: string; readonly at: Date }
  | {
      readonly kind: 'stop-proposed';
      readonly proposalId: string;
      readonly scope: StopScope;
      readonly lineNos: readonly string[];
      readonly reason: string;
      readonly refundId: string;
      readonly at: Date;
    }
  | {
      readonly kind: 'cancelled';
      readonly proposalId: string;
      readonly reason: string;
      readonly refundIds: readonly string[];
      readonly at: Date;
    }
  | {
      readonly kind: 'lines-cancelled';
      readonly proposalId: string;
      readonly cancelled: readonly LineUnits[];
      readonly refundIds: readonly string[];
      readonly at: Date;
    }
  | {
      readonly kind: 'cancel-declined';
      readonly proposalId: string;
      readonly refundId: string;
      readonly reason: string;
      readonly at: Date;
    }
  | { readonly kind: 'remark-added'; readonly remarkId: string; readonly author: string; readonly at: Date }
  | { readonly kind: 'expedited'; readonly reason: string; readonly by: string; readonly withWarehouse: boolean; readonly at: Date }
  | { readonly kind: 'recipient-changed'; readonly at: Date }
  | { readonly kind: 'refund-recorded'; readonly refund: Refund; readonly amount: Money; readonly at: Date }
  | { readonly kind: 'platform-state-changed'; readonly state: PlatformState; readonly at: Date }
  | { readonly kind: 'audited'; readonly act: OrderAct };

/** An act of a person or a rule, for the audit log. Details are free of personal data. */
export interface OrderAct {
  readonly actorKind: 'PERSON' | 'RULE';
  readonly actor: string;
  readonly deed: string;
  readonly subjectKind: 'order' | 'hold' | 'stop' | 'remark' | 'rules';
  readonly subjectId: string;
  readonly details: Readonly<Record<string, string>>;
  readonly at: Date;
}

/** Who or what decided. */
export interface Actor {
  readonly kind: 'PERSON' | 'RULE';
  readonly name: string;
}

/** An order after a deed, and what is to be told of it. */
export interface Outcome {
  readonly order: Order;
  readonly events: readonly OrderEvent[];
}

export function unchanged(order: Order): Outcome {
  return { order, events: [] };
}

/** Does one thing after the other, each on the order that the one before left. */
export function inTurn(order: Order, ...deeds: readonly ((order: Order) => Outcome)[]): Outcome {
  return deeds.reduce<Outcome>(
    (before, deed) => {
      const next = deed(before.order);
      return { order: next.order, events: [...before.events, ...next.events] };
    },
    { order, events: [] },
  );
}
