import type { PartnerMarks } from '@orderloom/subgraph';
import { SandboxOnly } from '../domain/partner-errors.ts';
import type { AskedDeed } from './key-deeds.ts';
import type { PartnerDesk } from './partner-desk.ts';
import type { Supergraph } from './supergraph.ts';

/** Deeds about neither an order nor a shop that a test key may do: they are about the partner itself. */
const aboutThePartner = 'webhooks:manage';

export type SandboxFence = (deeds: readonly AskedDeed[], identity: string) => Promise<void>;

/**
 * Keeps the deeds of test keys in the sandbox shops: an order must be one that the order service shows to this key, a shop one of the
 * list, and what names neither is not for trying out. One fence for every service, also for the deeds of later ones.
 */
export function sandboxFence(deps: {
  readonly desk: PartnerDesk;
  readonly supergraph: Supergraph;
  readonly marks: PartnerMarks;
  readonly shops: readonly string[];
}): SandboxFence {
  const isOurs = async (orderId: string, identity: string): Promise<boolean> => {
    const variables = { id: orderId };
    const { prepared } = deps.desk.read(['orders:read'], 'query Reach($id: ID!) { order(id: $id) { id } }', undefined, variables);
    const answer = await deps.supergraph.execute({ prepared, operationName: undefined, variables, context: { identity } });
    const { data } = answer;
    return typeof data === 'object' && data !== null && 'order' in data && data.order !== null;
  };
  return async (deeds, identity) => {
    const ours = new Set<string>();
    for (const { mutation, about } of deeds) {
      if (deps.marks.get(`Mutation.${mutation}`)?.includes(aboutThePartner) === true) continue;
      const inShop = about.shopId === '' ? about.orderId !== '' : deps.shops.includes(about.shopId);
      const inOrder = about.orderId === '' || ours.has(about.orderId) || (await isOurs(about.orderId, identity));
      if (!inShop || !inOrder) throw new SandboxOnly('A test key acts on orders and shops of the sandbox only.');
      ours.add(about.orderId);
    }
  };
}
