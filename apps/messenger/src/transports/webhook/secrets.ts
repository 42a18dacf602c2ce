import { createSeal } from '@orderloom/raw-archive';
import type { WebhookSecrets } from '../../application/webhooks/ports.ts';
import { newSecret, signedHeaders } from './signature.ts';

/** Signing secrets at rest: sealed with the master key, and bound to their endpoint. */
export function webhookSecrets(masterKey: Buffer): WebhookSecrets {
  const seal = createSeal(masterKey, 'webhook-secrets');
  return {
    fresh: newSecret,
    seal: (secret, endpointId) => seal.close(Buffer.from(secret), endpointId),
    open: (sealed, endpointId) => seal.open(sealed, endpointId).toString('utf8'),
    sign: signedHeaders,
  };
}
