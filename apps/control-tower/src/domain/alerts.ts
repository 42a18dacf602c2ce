import type { AlertRuleName, AlertUnit } from './alert-rules.ts';
import type { Phrase } from './answer.ts';
import type { CountedSet } from './counted-set.ts';

/** A watched figure as it is now. */
export interface Watched {
  readonly rule: AlertRuleName;
  readonly subject: string;
  readonly value: number | undefined;
  readonly unit: AlertUnit;
  readonly owner: string;
  readonly finding: Phrase;
  readonly door: CountedSet;
}

/** An alert as it is stored. */
export interface AlertRow {
  readonly id: string;
  readonly rule: string;
  readonly subject: string;
  readonly level: 'RED' | 'ORANGE';
  readonly value: number;
  readonly unit: string;
  readonly threshold: number;
  readonly thresholds_version: number;
  readonly finding: Phrase;
  readonly owner: string;
  readonly place: string;
  readonly set: string;
  readonly count: number;
  readonly since: Date;
  readonly escalated_at: Date | null;
  readonly closed_at: Date | null;
  readonly looked_at: Date;
}
