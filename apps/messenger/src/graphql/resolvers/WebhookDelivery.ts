import type { Delivery } from '../../persistence/webhooks/webhook-lists.ts';
import { attemptsOfDelivery, type MessengerContext } from '../context.ts';

export const WebhookDelivery = {
  orderId: (delivery: Delivery) => (delivery.orderId === '' ? null : delivery.orderId),
  nextTryAt: (delivery: Delivery) => (delivery.state === 'DUE' ? delivery.nextTryAt : null),
  attempts: async (delivery: Delivery, _args: unknown, context: MessengerContext) =>
    (await attemptsOfDelivery(context).load(delivery.id)) ?? [],
};
