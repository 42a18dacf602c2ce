import type { RouteNodeRow } from '../../persistence/fulfilment.mapping.ts';

export const RouteNode = {
  id: (node: RouteNodeRow) => `${node.parcelId}/${node.nodeId}`,
  rawRef: (node: RouteNodeRow) => (node.rawRef === '' ? null : node.rawRef),
};
