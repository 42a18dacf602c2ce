import { driftCauses } from '../inventory/drift-causes.ts';
import { entryKinds } from '../inventory/entry-kinds.ts';
import { stockViews } from '../inventory/view.ts';
import { stepKeys as warehouseStepKeys } from '../warehouses/steps.ts';
import { ruleKeys } from '../alerts/rules.ts';
import { auditDeedKeys, subjectKeys } from '../audit/deeds.ts';
import { kindKeys } from '../audit/view.ts';
import { detailKeys, ownReasonKeys, purposeKeys } from '../audit/words.ts';
import { partKeys } from '../settings/parts.ts';
import { keyRefusalKeys } from '../settings/keys/refusals.ts';
import { deliveryStateKeys, endpointStateKeys, troubleKeys, webhookRefusalKeys } from '../settings/webhooks/words.ts';
import { accountRefusalKeys, publishRefusalKeys, secretRefusalKeys } from '../settings/refusals.ts';
import { thresholdKeys } from '../settings/threshold-names.ts';
import { decisionKeys, stepKeys } from '../exceptions/decisions.ts';
import { itemCodes } from '../exceptions/reasons.ts';
import { itemRowDeedKeys } from '../exceptions/row-deed.ts';
import { poolKeys } from '../exceptions/view.ts';
import { cancelReasons, holdReasons, revealReasons } from '../deeds/reasons.ts';
import { matters } from '../order/disagreements.ts';
import { nextCodes } from '../order/next-steps.ts';
import { expediteReasons } from '../order/reasons.ts';
import { refusalNames } from '../deeds/refusals.ts';
import { bulkDeedKeys, bulkReasons, outcomeKeys } from '../orders/bulk/bulk-deeds.ts';
import { channelCodes } from '../orders/channels.ts';
import { columnKeys } from '../orders/columns.ts';
import { conditionKeys } from '../orders/conditions.ts';
import { exportReasons, fileKinds } from '../orders/export/export-address.ts';
import { rowDeedKeys as listDeedKeys } from '../orders/row-deeds.ts';
import { amountKeys, dueKeys, promiseKeys, sortKeys, stuckForKeys, windowKeys } from '../orders/view.ts';
import { intakeKeys } from '../home/channel-health.ts';
import { causeKeys, hopKeys } from '../home/hops.ts';
import { indicatorKeys } from '../home/indicators.ts';
import { intakeFindingKeys } from '../home/intake-finding.ts';
import { stuckCauseKeys } from '../home/problems.ts';
import { urgentDeedKeys } from '../home/urgent.ts';
import {
  axisKeys,
  failureKeys,
  importFieldKeys,
  jobStateKeys,
  layoutKeys,
  missingKeys,
  orderStateKeys,
  refusalKeys,
  startRefusalKeys,
} from '../import/import-words.ts';
import { gateKeys } from '../parts/gates.ts';
import { groupKeys, placeKeys } from '../shell/places.ts';
import { stuckReasonKeys } from '../stuck/stuck-words.ts';
import { actorKeys, carrierKeys, factKeys, fieldKeys, literalCodes, ownerKeys, phraseCodes, systemKeys } from '../words/codes.ts';
import { setMeaningCodes } from '../words/set-meanings.ts';

import { presetKeys, pushModes } from '../sandbox/order-by-hand.ts';
import { ledgerKeys, sightingKinds } from '../sandbox/parse-world.ts';
import { connectSteps, knownChannels, outsideKinds, pauseReasons, shopStates } from '../channels/shop-state.ts';
import { fieldKeys as mappedFields, problemKeys, reasonKeys, skuReasonKeys, wireReasonKeys } from '../mapping/words.ts';
import { changeParts, valueTypes, valueUnits } from '../mapping/rules.ts';
import { pathStates, tabKeys as mappingTabs } from '../mapping/view.ts';

/** Namespaces whose keys are computed at run time, with every key that can come out. The message spec holds the files to it. */
export const dynamicNamespaces: Readonly<Record<string, readonly string[]>> = {
  actors: actorKeys,
  alertRules: ruleKeys,
  answerNext: [...nextCodes, 'PROMISE'],
  answers: phraseCodes,
  buyerHeadline: ['waiting', 'preparing', 'routed', 'shipped', 'inTransit', 'signed', 'cancelled'],
  buyerStep: ['paid', 'routed', 'shipped', 'inTransit', 'signed'],
  bulkDeeds: bulkDeedKeys,
  bulkMeans: bulkDeedKeys,
  bulkReasons: bulkDeedKeys.flatMap(bulkReasons),
  cancelReasons,
  boardWaiting: ['faster', 'slower'],
  carriers: carrierKeys,
  accountRefusals: accountRefusalKeys,
  publishRefusals: publishRefusalKeys,
  secretRefusals: secretRefusalKeys,
  settingsParts: partKeys,
  keyRefusals: keyRefusalKeys,
  webhookDeliveryStates: deliveryStateKeys,
  webhookRefusals: webhookRefusalKeys,
  webhookStates: endpointStateKeys,
  webhookTroubles: troubleKeys,
  thresholdKinds: ['GATES', 'ALERTS', 'INDICATORS'],
  thresholdLevels: ['orange', 'red'],
  thresholdNames: thresholdKeys,
  thresholdUnits: ['seconds', 'minutes', 'hours', 'count', 'weight'],
  thresholds: ['measuring', 'noPreview'],
  actorKinds: kindKeys,
  audit: ['loaded', 'allLoaded'],
  auditDeeds: auditDeedKeys,
  auditDetails: detailKeys,
  auditPurposes: purposeKeys,
  auditReasons: ownReasonKeys,
  auditSubjects: subjectKeys,
  decisionMeans: decisionKeys,
  decisions: decisionKeys,
  exceptions: ['loaded', 'allLoaded', 'noneAtAll', 'noneInPool', 'hubSays', 'othersSay'],
  itemReasons: itemCodes,
  itemSteps: stepKeys,
  pools: [...poolKeys, 'OTHER'],
  itemRowDeedConfirm: ['sourceAgain', 'releaseHold', 'replayQuarantine', 'replayDeadLetter', 'retryVoucher', 'retryNotice'],
  itemRowDeeds: [...itemRowDeedKeys, 'openMapping'],
  causes: causeKeys,
  channels: [...channelCodes, 'other'],
  columns: columnKeys,
  exportReasons,
  deeds: ['cancelled', 'cancelProposed'],
  expediteReasons,
  facts: factKeys,
  fields: fieldKeys,
  fuse: ['hub', 'warehouse', 'channel', 'confirmed', 'declined'],
  fuseHop: ['done', 'waiting', 'ahead', 'refused'],
  fileKinds,
  filters: conditionKeys,
  gateShort: gateKeys,
  gateState: ['passed', 'current', 'held', 'stuck', 'ahead', 'closed'],
  gates: gateKeys,
  holdReasons,
  hops: hopKeys,
  importAxes: axisKeys,
  importFailures: failureKeys,
  importFields: importFieldKeys,
  importLayouts: layoutKeys,
  importMissing: missingKeys,
  importOrderStates: orderStateKeys,
  importRefusals: refusalKeys,
  importStartRefusals: startRefusalKeys,
  importStates: jobStateKeys,
  indicators: indicatorKeys,
  intakeFindings: intakeFindingKeys,
  intakeKinds: intakeKeys,
  levels: ['red', 'orange', 'green'],
  literals: literalCodes,
  orders: ['exactly', 'roughly'],
  outcomes: [...outcomeKeys, 'other'],
  orderDeeds: ['expediteNext', 'expediteKeeper', 'expeditedNext', 'expeditedKeeper', 'remarkPersonal', 'remarkLength'],
  orderDecision: ['WAREHOUSE_STANDS', 'ORDER_STANDS', 'SETTLED_OUTSIDE'],
  orderMoney: ['platform', 'shop', 'author'],
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
  problems: stuckCauseKeys,
  reasons: phraseCodes,
  roleHome: ['shippedOnTime', 'deliveredOnTime'],
  refusals: [...refusalNames, 'other'],
  revealReasons,
  listDeeds: listDeedKeys,
  roles: ['operations', 'warehouse', 'service', 'finance', 'supply', 'owner', 'admin', 'other'],
  setMeanings: setMeaningCodes,
  signIn: ['refused', 'tooMany', 'ended', 'unreachable'],
  sorts: sortKeys,
  span: ['seconds', 'minutes', 'hours', 'days'],
  story: ['today', 'yesterday', 'tomorrow'],
  stuckReasons: [...stuckReasonKeys, 'other'],
  customer: ['waited', 'waits'],
  systems: systemKeys,
  unit: ['seconds', 'minutes', 'hours', 'days'],
  urgentDeeds: urgentDeedKeys,
  timeRail: ['eta', 'overdue'],
  truthAuthority: ['outbound', 'pickup', 'order'],
  truthFrozen: ['refund', 'dispatch', 'gate6', 'nothing'],
  truthMatter: matters,
  truthSystem: ['platform', 'warehouse', 'carrier', 'hub'],
  trouble: ['signed-out', 'forbidden', 'outage', 'rejected'].flatMap((kind) => [kind, `${kind}Next`]),
  channelNeeds: [...knownChannels, ...connectSteps],
  missingChannels: knownChannels,
  outsideKinds,
  pauseReasons,
  sandboxKinds: [...sightingKinds, 'other'],
  sandboxLedgers: ['hub', ...ledgerKeys],
  sandboxPresets: presetKeys,
  sandboxPush: pushModes,
  shopStates,
  mappedFields,
  mappingProblems: problemKeys,
  mappingTabs,
  pathStates,
  payloadTroubles: reasonKeys,
  ruleParts: changeParts,
  skuReasons: skuReasonKeys,
  valueTypes,
  valueUnits,
  wireReasons: wireReasonKeys,
  driftCauses,
  driftRefusals: ['DriftNotOpen', 'DriftNotFound', 'SettlementRefused', 'RepairNotAllowed'],
  stockEntry: entryKinds,
  stockViews,
  warehouseSteps: warehouseStepKeys,
  windows: windowKeys,
};
