import { resendDelivery } from '../../../application/webhooks/send-again.ts';
import { WebhookDeliveryNotFound } from '../../../domain/webhooks/errors.ts';
import { findDelivery } from '../../../persistence/webhooks/webhook-lists.ts';
import type { MessengerContext } from '../../context.ts';
import { answered } from '../../outcome.ts';
import { keeperOf } from '../../webhook-viewer.ts';

interface Args {
  readonly input: { readonly deliveryId: string; readonly idempotencyKey: string };
}

export function resendWebhookDelivery(_parent: unknown, { input: { deliveryId, idempotencyKey } }: Args, context: MessengerContext) {
  const keeper = keeperOf(context.viewer);
  return answered(
    resendDelivery(context.keeping, { keeper, idempotencyKey, input: { deliveryId } }).then(async () => {
      const delivery = await findDelivery(context.keeping.pool, deliveryId, keeper.reach);
      if (delivery === undefined) throw new WebhookDeliveryNotFound('No such delivery.');
      return { __typename: 'WebhookDeliveryPlanned', delivery };
    }),
  );
}
