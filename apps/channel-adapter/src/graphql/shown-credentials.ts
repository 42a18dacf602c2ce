import { isSecret, shownCredential } from '../channels/credential-fields.ts';
import type { StoredCredentials } from '../persistence/shop-secrets.ts';

/** The only way of credentials out of the service: masked. */
export function shownCredentials(stored: StoredCredentials): object {
  const { credentials, replacedBy, ...shop } = stored;
  return {
    ...shop,
    replacedBy: replacedBy === '' ? null : replacedBy,
    fields: Object.entries(credentials).map(([name, value]) => ({ name, secret: isSecret(name), shown: shownCredential(name, value) })),
  };
}
