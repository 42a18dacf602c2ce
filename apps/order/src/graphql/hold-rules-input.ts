import { HoldRulesInvalid, type HoldRulesBody } from '../domain/hold-rules.ts';

export interface PublishHoldRulesInput {
  readonly basedOnVersion: number;
  readonly highValueEnabled: boolean;
  readonly highValueMinor: string;
  readonly vagueAddressEnabled: boolean;
  readonly abnormalPriceEnabled: boolean;
  readonly abnormalPriceShare: number;
  readonly reason: string;
  readonly idempotencyKey: string;
}

export function rulesOf(input: PublishHoldRulesInput): HoldRulesBody {
  if (!/^\d{1,15}$/.test(input.highValueMinor)) throw new HoldRulesInvalid('highValue', 'The threshold is a number of minor units.');
  return {
    highValue: { enabled: input.highValueEnabled, minor: BigInt(input.highValueMinor) },
    vagueAddress: { enabled: input.vagueAddressEnabled },
    abnormalPrice: { enabled: input.abnormalPriceEnabled, share: input.abnormalPriceShare },
  };
}
