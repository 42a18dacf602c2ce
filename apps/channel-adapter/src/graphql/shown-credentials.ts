import { isSecret, shownCredential } from '../domain/credential-fields.ts';
import type { StoredCredentials } from '../application/ports.ts';

/** The only way of credentials out of the service: masked. */
export function shownCredentials(stored: StoredCredentials): object {
  const { credentials, replacedBy, ...shop } = stored;
  return {
    ...shop,
    replacedBy: replacedBy === '' ? null : replacedBy,
    fields: Object.entries(credentials).map(([name, value]) => ({ name, secret: isSecret(name), shown: shownCredential(name, value) })),
  };
}
