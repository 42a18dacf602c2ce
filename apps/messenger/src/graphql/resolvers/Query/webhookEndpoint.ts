import { findEndpoint } from '../../../persistence/webhooks/webhook-lists.ts';
import type { MessengerContext } from '../../context.ts';
import { reachOf } from '../../webhook-viewer.ts';

export async function webhookEndpoint(_parent: unknown, { id }: { readonly id: string }, { viewer, keeping }: MessengerContext) {
  return (await findEndpoint(keeping.pool, id, reachOf(viewer))) ?? null;
}
