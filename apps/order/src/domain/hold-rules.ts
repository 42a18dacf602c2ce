import { DomainError } from '@orderloom/domain-kernel';

/** Which paid orders a person looks at before they may go (EXC-05). One version; published as data, never changed afterwards. */
export interface HoldRules {
  readonly version: number;
  /** Caught when the buyer paid at least so much, in minor units. */
  readonly highValue: { readonly enabled: boolean; readonly minor: bigint };
  /** Caught when the vault says that the address names no door. */
  readonly vagueAddress: { readonly enabled: boolean };
  /** Caught when a unit was paid with less than this share of its list or usual price. */
  readonly abnormalPrice: { readonly enabled: boolean; readonly share: number };
}

export type HoldRulesBody = Omit<HoldRules, 'version'>;

/** A rule that makes no sense. */
export class HoldRulesInvalid extends DomainError {
  readonly code = 'HOLD_RULES_INVALID';
  readonly field: string;

  constructor(field: string, message: string) {
    super(message, { field });
    this.field = field;
  }
}

/** Somebody published in between. */
export class HoldRulesStale extends DomainError {
  readonly code = 'HOLD_RULES_STALE';
}

export function checkHoldRules(rules: HoldRulesBody): void {
  if (rules.highValue.minor <= 0n) throw new HoldRulesInvalid('highValue', 'The threshold must be above zero.');
  if (!(rules.abnormalPrice.share > 0 && rules.abnormalPrice.share < 1))
    throw new HoldRulesInvalid('abnormalPrice', 'The share must lie between 0 and 1.');
}
