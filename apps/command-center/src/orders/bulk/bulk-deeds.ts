import { cancelReasons, holdReasons } from '../../deeds/reasons.ts';

export const bulkDeedKeys = ['HOLD', 'RELEASE', 'SOURCE_AGAIN', 'CANCEL', 'REMARK'] as const;
export type BulkDeedKey = (typeof bulkDeedKeys)[number];

export const asBulkDeed = (name: string): BulkDeedKey | undefined => bulkDeedKeys.find((each) => each === name);

const releaseReasons = ['checked', 'customerAgreed', 'byMistake'] as const;
const sourceReasons = ['stockArrived', 'warehouseBack', 'tryAgain'] as const;

export type BulkReasonKey =
  | `hold_${(typeof holdReasons)[number]}`
  | `cancel_${(typeof cancelReasons)[number]}`
  | `release_${(typeof releaseReasons)[number]}`
  | `source_${(typeof sourceReasons)[number]}`;

/** Reasons that a job may give, chosen and never typed, so that no personal data gets into the audit log. A remark is its own text. */
export const bulkReasons = (deed: BulkDeedKey): readonly BulkReasonKey[] => {
  switch (deed) {
    case 'HOLD':
      return holdReasons.map((each) => `hold_${each}` as const);
    case 'CANCEL':
      return cancelReasons.map((each) => `cancel_${each}` as const);
    case 'RELEASE':
      return releaseReasons.map((each) => `release_${each}` as const);
    case 'SOURCE_AGAIN':
      return sourceReasons.map((each) => `source_${each}` as const);
    case 'REMARK':
      return [];
  }
};

/** Why one order was, or could not be, acted on. */
export const outcomeKeys = [
  'ORDER_HELD',
  'ORDER_CANCELLED',
  'CANCEL_PROPOSED',
  'HOLD_RELEASED',
  'SOURCING_STARTED',
  'REMARK_ADDED',
  'ALREADY_OUTBOUND',
  'ALREADY_ENDED',
  'ALREADY_HELD',
  'NOT_HELD',
  'ALREADY_WITH_WAREHOUSE',
  'NOT_WAITING_FOR_SOURCING',
  'NOTHING_TO_SOURCE',
  'ORDER_NOT_FOUND',
  'NOT_ALLOWED',
  'TIMED_OUT',
  'IMPORTED',
] as const;
type OutcomeKey = (typeof outcomeKeys)[number] | 'other';

export const outcomeKey = (code: string | null | undefined): OutcomeKey => outcomeKeys.find((each) => each === code) ?? 'other';

const phone = /(?<!\d)1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}(?!\d)/;

/** A remark goes to every system that shows the order: a phone number in it would travel along. */
export const namesPerson = (text: string): boolean => phone.test(text.normalize('NFKC'));
