import type { WebhookEndpoint as Row } from '../../application/webhooks/keeper-ports.ts';
import { healthOfEndpoint, type MessengerContext } from '../context.ts';

const nothing = { pending: 0, oldestPendingAt: null, delivered: 0, failed: 0 };

export const WebhookEndpoint = {
  previousSecretUntil: (endpoint: Row, _args: unknown, { keeping }: MessengerContext) =>
    endpoint.previousUntil !== undefined && endpoint.previousUntil > keeping.now() ? endpoint.previousUntil : null,
  disabledAt: (endpoint: Row) => (endpoint.state === 'DISABLED' ? endpoint.disabledAt : null),
  health: async (endpoint: Row, _args: unknown, context: MessengerContext) =>
    (await healthOfEndpoint(context).load(endpoint.id)) ?? nothing,
};
