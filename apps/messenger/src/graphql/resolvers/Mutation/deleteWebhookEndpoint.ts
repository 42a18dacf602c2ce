import { deleteEndpoint } from '../../../application/webhooks/switch-endpoint.ts';
import type { MessengerContext } from '../../context.ts';
import { answered } from '../../outcome.ts';
import { keeperOf } from '../../webhook-viewer.ts';

interface Args {
  readonly input: { readonly endpointId: string; readonly idempotencyKey: string };
}

export function deleteWebhookEndpoint(_parent: unknown, { input: { endpointId, idempotencyKey } }: Args, context: MessengerContext) {
  return answered(
    deleteEndpoint(context.keeping, { keeper: keeperOf(context.viewer), idempotencyKey, input: { endpointId } }).then(() => ({
      __typename: 'WebhookEndpointDeleted',
      endpointId,
    })),
  );
}
