import type { TowerStore } from '../application/ports.ts';
import { appendAudit } from './audit-log.ts';
import { appendFacts, bindPlatformOrders, findPlatformOrders, keepUnplaced, takePlaced } from './fact-store.ts';
import { keepSignals } from './signals.ts';
import { addSearchTerms, lockTwins, saveTwins, turnStuck } from './twin-store.ts';
import { changeWorkItems } from './work-item-store.ts';

/** The tower's database. */
export const towerStore: TowerStore = {
  lockTwins,
  saveTwins,
  addSearchTerms,
  turnStuck,
  appendFacts,
  bindPlatformOrders,
  findPlatformOrders,
  keepUnplaced,
  takePlaced,
  changeWorkItems,
  appendAudit,
  keepSignals,
};
