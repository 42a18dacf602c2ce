import { cancelReasons, holdReasons, revealReasons } from '../deeds/reasons.ts';
import { refusalNames } from '../deeds/refusals.ts';
import { bulkDeedKeys, bulkReasons, outcomeKeys } from '../orders/bulk/bulk-deeds.ts';
import { channelCodes } from '../orders/channels.ts';
import { columnKeys } from '../orders/columns.ts';
import { conditionKeys } from '../orders/conditions.ts';
import { exportReasons, fileKinds } from '../orders/export/export-address.ts';
import { rowDeedKeys } from '../orders/row-deeds.ts';
import { amountKeys, dueKeys, promiseKeys, sortKeys, stuckForKeys, windowKeys } from '../orders/view.ts';
import { intakeKeys } from '../home/channel-health.ts';
import { causeKeys, hopKeys } from '../home/hops.ts';
import { indicatorKeys } from '../home/indicators.ts';
import { intakeFindingKeys } from '../home/intake-finding.ts';
import { urgentDeedKeys } from '../home/urgent.ts';
import { gateKeys } from '../parts/gates.ts';
import { groupKeys, placeKeys } from '../shell/places.ts';
import { actorKeys, carrierKeys, factKeys, fieldKeys, literalCodes, ownerKeys, phraseCodes, systemKeys } from '../words/codes.ts';
import { setMeaningCodes } from '../words/set-meanings.ts';

/** Namespaces whose keys are computed at run time, with every key that can come out. The message spec holds the files to it. */
export const dynamicNamespaces: Readonly<Record<string, readonly string[]>> = {
  actors: actorKeys,
  answers: phraseCodes,
  buyerHeadline: ['waiting', 'preparing', 'routed', 'shipped', 'inTransit', 'signed', 'cancelled'],
  buyerStep: ['paid', 'routed', 'shipped', 'inTransit', 'signed'],
  bulkDeeds: bulkDeedKeys,
  bulkMeans: bulkDeedKeys,
  bulkReasons: bulkDeedKeys.flatMap(bulkReasons),
  cancelReasons,
  boardWaiting: ['faster', 'slower'],
  carriers: carrierKeys,
  causes: causeKeys,
  channels: [...channelCodes, 'other'],
  columns: columnKeys,
  exportReasons,
  facts: factKeys,
  fields: fieldKeys,
  fileKinds,
  filters: conditionKeys,
  gateShort: gateKeys,
  gateState: ['passed', 'current', 'held', 'stuck', 'ahead', 'closed'],
  gates: gateKeys,
  holdReasons,
  hops: hopKeys,
  indicators: indicatorKeys,
  intakeFindings: intakeFindingKeys,
  intakeKinds: intakeKeys,
  levels: ['red', 'orange', 'green'],
  literals: literalCodes,
  orders: ['exactly', 'roughly'],
  outcomes: [...outcomeKeys, 'other'],
  owners: ownerKeys,
  parcels: ['origin', 'hub', 'destination'],
  placeGroups: groupKeys,
  places: placeKeys,
  ranges: [
    ...stuckForKeys.map((key) => `over${key}`),
    ...dueKeys.map((key) => `within${key}`),
    ...promiseKeys.map((key) => `promised_${key}`),
    ...amountKeys,
  ],
  reasons: phraseCodes,
  refusals: [...refusalNames, 'other'],
  revealReasons,
  rowDeeds: rowDeedKeys,
  roles: ['operations', 'warehouse', 'service', 'finance', 'supply', 'owner', 'admin', 'other'],
  setMeanings: setMeaningCodes,
  signIn: ['refused', 'tooMany', 'unreachable'],
  sorts: sortKeys,
  span: ['seconds', 'minutes', 'hours', 'days'],
  story: ['today', 'yesterday', 'tomorrow'],
  customer: ['waited', 'waits'],
  systems: systemKeys,
  unit: ['seconds', 'minutes', 'hours', 'days'],
  urgentDeeds: urgentDeedKeys,
  trouble: ['signed-out', 'forbidden', 'outage', 'rejected'].flatMap((kind) => [kind, `${kind}Next`]),
  windows: windowKeys,
};
