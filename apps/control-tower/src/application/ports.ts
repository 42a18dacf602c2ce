import type { Outbox } from '@orderloom/outbox';
import type { Clock } from '@orderloom/domain-kernel';
import type { GateThresholds } from '../domain/thresholds.ts';

export interface TowerDeps {
  readonly outbox: Outbox;
  readonly now: Clock;
  /** The thresholds that are published now. */
  readonly thresholds: () => GateThresholds;
}
