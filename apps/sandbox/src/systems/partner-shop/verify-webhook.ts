import { Webhook, WebhookVerificationError } from 'standardwebhooks';

/** A webhook that is ours: where from, and what it says. */
export interface VerifiedWebhook {
  /** The same event has the same id at every try: keep the ids, and pass over what was had before. */
  readonly id: string;
  readonly body: unknown;
}

/**
 * Takes the bytes of a webhook as they came, before anything parses them. Throws WebhookVerificationError for a signature that is not
 * by one of the secrets (two in a rotation), and for a time more than five minutes off.
 */
export function verifyWebhook(
  secrets: readonly string[],
  headers: Readonly<Record<string, string | undefined>>,
  bytes: Buffer,
): VerifiedWebhook {
  const signed = {
    'webhook-id': headers['webhook-id'] ?? '',
    'webhook-timestamp': headers['webhook-timestamp'] ?? '',
    'webhook-signature': headers['webhook-signature'] ?? '',
  };
  let refusal: unknown = new WebhookVerificationError('no secret is known');
  for (const secret of secrets) {
    try {
      return { id: signed['webhook-id'], body: new Webhook(secret).verify(bytes, signed) };
    } catch (error) {
      refusal = error;
    }
  }
  throw refusal;
}
