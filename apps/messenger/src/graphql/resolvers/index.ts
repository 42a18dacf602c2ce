import { Message } from './Message.ts';
import { changeWebhookEndpoint } from './Mutation/changeWebhookEndpoint.ts';
import { createWebhookEndpoint } from './Mutation/createWebhookEndpoint.ts';
import { deleteWebhookEndpoint } from './Mutation/deleteWebhookEndpoint.ts';
import { disableWebhookEndpoint } from './Mutation/disableWebhookEndpoint.ts';
import { enableWebhookEndpoint } from './Mutation/enableWebhookEndpoint.ts';
import { replayWebhooks } from './Mutation/replayWebhooks.ts';
import { resendWebhookDelivery } from './Mutation/resendWebhookDelivery.ts';
import { rotateWebhookSecret } from './Mutation/rotateWebhookSecret.ts';
import { Order } from './Order.ts';
import { message } from './Query/message.ts';
import { webhookDeliveries } from './Query/webhookDeliveries.ts';
import { webhookDelivery } from './Query/webhookDelivery.ts';
import { webhookEndpoint } from './Query/webhookEndpoint.ts';
import { webhookEndpoints } from './Query/webhookEndpoints.ts';
import { webhookEventTypes } from './Query/webhookEventTypes.ts';
import { WebhookDelivery } from './WebhookDelivery.ts';
import { WebhookEndpoint } from './WebhookEndpoint.ts';

export const resolvers = {
  Query: { message, webhookEventTypes, webhookEndpoints, webhookEndpoint, webhookDeliveries, webhookDelivery },
  Mutation: {
    createWebhookEndpoint,
    changeWebhookEndpoint,
    rotateWebhookSecret,
    disableWebhookEndpoint,
    enableWebhookEndpoint,
    deleteWebhookEndpoint,
    resendWebhookDelivery,
    replayWebhooks,
  },
  Order,
  Message,
  WebhookEndpoint,
  WebhookDelivery,
};
