import type { TowerStore } from '../application/ports.ts';
import { lockOpenAlerts, putAlerts } from './alert-store.ts';
import { appendAudit } from './audit-log.ts';
import { appendFacts, bindPlatformOrders, findPlatformOrders, keepUnplaced, takePlaced } from './fact-store.ts';
import { fillFigures, sumUpDays, sumUpDelays } from './figure-fill.ts';
import { keepHealthDays } from './health-days.ts';
import { markApplied, readOpenOrders, unappliedVersion } from './open-orders.ts';
import { readOpenStates } from './open-states.ts';
import { paidWithoutLock } from './paid-without-lock.ts';
import { keepSignals } from './signals.ts';
import { addVersion, lockVersions, readVersions } from './threshold-store.ts';
import { lockTwins, readTwins, saveTwins, turnStuck } from './twin-store.ts';
import { readWatches } from './watches.ts';
import { lockWorkItems, saveWorkItems } from './work-item-list.ts';
import { appendSteps } from './work-item-steps.ts';
import { changeWorkItems } from './work-item-store.ts';

/** The tower's database. */
export const towerStore: TowerStore = {
  lockTwins,
  readTwins,
  saveTwins,
  turnStuck,
  appendFacts,
  bindPlatformOrders,
  findPlatformOrders,
  keepUnplaced,
  takePlaced,
  changeWorkItems,
  appendAudit,
  keepSignals,
  lockOpenAlerts,
  putAlerts,
  readWatches,
  lockVersions,
  readVersions,
  addVersion,
  readOpenStates,
  readOpenOrders,
  unappliedVersion,
  markApplied,
  paidWithoutLock,
  fillFigures,
  sumUpDelays,
  sumUpDays,
  keepHealthDays,
  lockWorkItems,
  saveWorkItems,
  appendSteps,
};
