import { ask } from '../data/ask.ts';
import { PublishHoldRulesDocument } from '../gql/graphql.ts';
import type { HoldRulesFieldsFragment } from '../gql/graphql.ts';
import type { Published } from './use-publish.tsx';

/** The rules as they are typed: the amount in yuan, the share in per cent. */
export interface TypedRules {
  readonly highValueEnabled: boolean;
  readonly yuan: number;
  readonly vagueAddressEnabled: boolean;
  readonly abnormalPriceEnabled: boolean;
  readonly percent: number;
}

export const typedRules = (rules: HoldRulesFieldsFragment): TypedRules => ({
  highValueEnabled: rules.highValue.enabled,
  yuan: Number(rules.highValue.threshold.minor) / 100,
  vagueAddressEnabled: rules.vagueAddress.enabled,
  abnormalPriceEnabled: rules.abnormalPrice.enabled,
  percent: Math.round(rules.abnormalPrice.share * 100),
});

/** Publishes the rules as the next version; its undo publishes those that were in force before. */
export const publishRules = async (
  rules: TypedRules,
  before: HoldRulesFieldsFragment,
  reason: string,
  undoReason: string,
): Promise<Published> => {
  const send = async (typed: TypedRules, basedOnVersion: number, why: string): Promise<Published> => {
    const { yuan, percent, ...enabled } = typed;
    const input = {
      ...enabled,
      basedOnVersion,
      highValueMinor: String(Math.round(yuan * 100)),
      abnormalPriceShare: percent / 100,
      reason: why,
      idempotencyKey: crypto.randomUUID(),
    };
    const answer = (await ask(PublishHoldRulesDocument, { input })).data.publishHoldRules;
    return answer.__typename === 'HoldRulesPublished' ? { version: basedOnVersion + 1 } : { refusal: answer.__typename };
  };
  const published = await send(rules, before.version, reason);
  return published.refusal === undefined
    ? { ...published, undo: () => send(typedRules(before), before.version + 1, undoReason) }
    : published;
};
