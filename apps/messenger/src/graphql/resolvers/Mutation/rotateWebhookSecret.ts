import { rotateSecret } from '../../../application/webhooks/keep-endpoint.ts';
import type { MessengerContext } from '../../context.ts';
import { answered } from '../../outcome.ts';
import { shownSecret } from '../../webhook-answers.ts';
import { keeperOf } from '../../webhook-viewer.ts';

interface Args {
  readonly input: { readonly endpointId: string; readonly overlapHours?: number | null; readonly idempotencyKey: string };
}

export function rotateWebhookSecret(_parent: unknown, { input }: Args, context: MessengerContext) {
  const { endpointId, overlapHours, idempotencyKey } = input;
  return answered(
    rotateSecret(context.keeping, {
      keeper: keeperOf(context.viewer),
      idempotencyKey,
      input: { endpointId, overlapHours: overlapHours ?? 24 },
    }).then(async (told) => ({ __typename: 'WebhookSecretRotated', ...(await shownSecret(context, told)) })),
  );
}
