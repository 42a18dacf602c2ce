import { cancelReasons, holdReasons, revealReasons } from '../deeds/reasons.ts';
import { refusalNames } from '../deeds/refusals.ts';
import { channelCodes } from '../orders/channels.ts';
import { sortKeys, windowKeys } from '../orders/view.ts';
import { gateKeys } from '../parts/gates.ts';
import { groupKeys, placeKeys } from '../shell/places.ts';
import { actorKeys, carrierKeys, factKeys, fieldKeys, literalCodes, ownerKeys, phraseCodes, systemKeys } from '../words/codes.ts';

/** Namespaces whose keys are computed at run time, with every key that can come out. The message spec holds the files to it. */
export const dynamicNamespaces: Readonly<Record<string, readonly string[]>> = {
  actors: actorKeys,
  answers: phraseCodes,
  buyerHeadline: ['waiting', 'preparing', 'routed', 'shipped', 'inTransit', 'signed', 'cancelled'],
  buyerStep: ['paid', 'routed', 'shipped', 'inTransit', 'signed'],
  cancelReasons,
  carriers: carrierKeys,
  channels: [...channelCodes, 'other'],
  facts: factKeys,
  fields: fieldKeys,
  gateShort: gateKeys,
  gateState: ['passed', 'current', 'held', 'stuck', 'ahead', 'closed'],
  gates: gateKeys,
  holdReasons,
  literals: literalCodes,
  owners: ownerKeys,
  parcels: ['origin', 'hub', 'destination'],
  placeGroups: groupKeys,
  places: placeKeys,
  reasons: phraseCodes,
  refusals: [...refusalNames, 'other'],
  revealReasons,
  roles: ['operations', 'warehouse', 'service', 'finance', 'supply', 'owner', 'admin', 'other'],
  signIn: ['refused', 'tooMany', 'unreachable'],
  sorts: sortKeys,
  span: ['seconds', 'minutes', 'hours', 'days'],
  story: ['today', 'yesterday', 'tomorrow'],
  customer: ['waited', 'waits'],
  systems: systemKeys,
  trouble: ['signed-out', 'forbidden', 'outage', 'rejected'].flatMap((kind) => [kind, `${kind}Next`]),
  windows: windowKeys,
};
