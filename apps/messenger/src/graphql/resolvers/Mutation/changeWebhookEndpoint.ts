import { changeEndpoint } from '../../../application/webhooks/keep-endpoint.ts';
import type { MessengerContext } from '../../context.ts';
import { answered } from '../../outcome.ts';
import { shownEndpoint } from '../../webhook-answers.ts';
import { keeperOf } from '../../webhook-viewer.ts';

interface Args {
  readonly input: {
    readonly endpointId: string;
    readonly url?: string | null;
    readonly eventTypes?: readonly string[] | null;
    readonly description?: string | null;
    readonly idempotencyKey: string;
  };
}

export function changeWebhookEndpoint(_parent: unknown, { input }: Args, context: MessengerContext) {
  const { endpointId, url, eventTypes, description, idempotencyKey } = input;
  return answered(
    changeEndpoint(context.keeping, {
      keeper: keeperOf(context.viewer),
      idempotencyKey,
      input: { endpointId, url: url ?? undefined, eventTypes: eventTypes ?? undefined, description: description ?? undefined },
    }).then(async () => ({ __typename: 'WebhookEndpointChanged', endpoint: await shownEndpoint(context, endpointId) })),
  );
}
