import type { SecretTold } from '../application/webhooks/keep-endpoint.ts';
import type { WebhookEndpoint } from '../application/webhooks/keeper-ports.ts';
import { WebhookEndpointNotFound } from '../domain/webhooks/errors.ts';
import { findEndpoint } from '../persistence/webhooks/webhook-lists.ts';
import type { MessengerContext } from './context.ts';
import { keeperOf } from './webhook-viewer.ts';

/** The endpoint that an answer is about, as it is now. */
export async function shownEndpoint({ viewer, keeping }: MessengerContext, id: string): Promise<WebhookEndpoint> {
  const endpoint = await findEndpoint(keeping.pool, id, keeperOf(viewer).reach);
  if (endpoint === undefined) throw new WebhookEndpointNotFound('No such endpoint.');
  return endpoint;
}

/** The endpoint with the secret that the answer told; a later rotation has made it nobody's business. */
export async function shownSecret(context: MessengerContext, told: SecretTold) {
  const endpoint = await shownEndpoint(context, told.endpointId);
  const secret = endpoint.secretVersion === told.secretVersion ? context.keeping.secrets.open(endpoint.secret, endpoint.id) : null;
  return { endpoint, secret };
}
