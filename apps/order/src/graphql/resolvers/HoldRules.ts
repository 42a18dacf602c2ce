import { holdPolicy } from '../../domain/hold-order.ts';
import type { HoldRules as Rules } from '../../domain/hold-rules.ts';
import type { HoldReason } from '../../domain/order.ts';

const MINUTE_MS = 60_000;

/** Each rule with the owner and the clock of the holds that it places. */
export const HoldRules = {
  highValue: ({ highValue }: Rules) => ({
    enabled: highValue.enabled,
    threshold: { minor: highValue.minor, currency: 'CNY' },
    ...policyOf('HIGH_VALUE'),
  }),
  vagueAddress: ({ vagueAddress }: Rules) => ({ ...vagueAddress, ...policyOf('VAGUE_ADDRESS') }),
  abnormalPrice: ({ abnormalPrice }: Rules) => ({ ...abnormalPrice, ...policyOf('ABNORMAL_PRICE') }),
};

function policyOf(reason: HoldReason): { readonly owner: string; readonly dueMinutes: number } {
  const { owner, dueMs } = holdPolicy[reason];
  return { owner, dueMinutes: Math.round(dueMs / MINUTE_MS) };
}
