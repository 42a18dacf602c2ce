import { enableEndpoint } from '../../../application/webhooks/switch-endpoint.ts';
import type { MessengerContext } from '../../context.ts';
import { answered } from '../../outcome.ts';
import { shownEndpoint } from '../../webhook-answers.ts';
import { keeperOf } from '../../webhook-viewer.ts';

interface Args {
  readonly input: { readonly endpointId: string; readonly idempotencyKey: string };
}

export function enableWebhookEndpoint(_parent: unknown, { input: { endpointId, idempotencyKey } }: Args, context: MessengerContext) {
  return answered(
    enableEndpoint(context.keeping, { keeper: keeperOf(context.viewer), idempotencyKey, input: { endpointId } }).then(async () => ({
      __typename: 'WebhookEndpointChanged',
      endpoint: await shownEndpoint(context, endpointId),
    })),
  );
}
