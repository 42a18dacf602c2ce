import { createEndpoint } from '../../../application/webhooks/keep-endpoint.ts';
import type { MessengerContext } from '../../context.ts';
import { answered } from '../../outcome.ts';
import { shownSecret } from '../../webhook-answers.ts';
import { keeperOf } from '../../webhook-viewer.ts';

interface Args {
  readonly input: {
    readonly partnerId?: string | null;
    readonly url: string;
    readonly eventTypes: readonly string[];
    readonly description?: string | null;
    readonly idempotencyKey: string;
  };
}

export function createWebhookEndpoint(_parent: unknown, { input }: Args, context: MessengerContext) {
  const { partnerId, url, eventTypes, description, idempotencyKey } = input;
  return answered(
    createEndpoint(context.keeping, {
      keeper: keeperOf(context.viewer),
      idempotencyKey,
      input: { partnerId: partnerId ?? undefined, url, eventTypes, description: description ?? '' },
    }).then(async (told) => ({ __typename: 'WebhookEndpointCreated', ...(await shownSecret(context, told)) })),
  );
}
