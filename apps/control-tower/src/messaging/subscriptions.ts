import { consumersOf, contextOf, eventCatalogue, type EventType } from '@orderloom/contracts';
import type { Reader } from '@orderloom/outbox';
import { takeBulkAnswers } from '../application/drive-bulk-jobs.ts';
import type { TowerDeps } from '../application/ports.ts';
import { recordFacts } from '../application/record-facts.ts';
import { joinPlaced, lineUpHistory, type HistoryDeps } from '../application/take-history.ts';

/** The tower hears all that anybody says; only stock figures, which are about no order, pass it by. */
const PASSED_BY = new Set<EventType>([
  'hub.inventory.availability-changed.v1',
  'hub.fulfilment.stock-counted.v1',
  'hub.fulfilment.stock-moved.v1',
]);

export function towerReader(deps: TowerDeps & HistoryDeps, bulk: Parameters<typeof takeBulkAnswers>[0]): Reader {
  const types = (Object.keys(eventCatalogue) as EventType[]).filter(
    (type) => consumersOf[contextOf(type)].includes('tower') && !PASSED_BY.has(type),
  ); // keys of the catalogue
  return {
    types,
    take: async (events, tx) => {
      const live = await lineUpHistory(deps, tx, events);
      await recordFacts(deps, tx, live);
      await joinPlaced(deps, tx, live);
      await takeBulkAnswers(bulk, tx, live);
    },
  };
}
