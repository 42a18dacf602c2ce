/** Names of credentials that are no secret: ids that stand in every address or console anyway. Whatever is not here is never shown. */
const plain: ReadonlySet<string> = new Set(['appKey', 'appId', 'platformShopId', 'agreeRefundType']);

const SHOWN = 4;
/** A secret must keep this much to itself. */
const LONG_ENOUGH = 12;

export function isSecret(name: string): boolean {
  return !plain.has(name);
}

/** What a person may see of a credential: all of an id, the end of a long secret, nothing of a short one. */
export function shownCredential(name: string, value: string): string {
  if (!isSecret(name)) return value;
  return value.length < LONG_ENOUGH ? '····' : `····${value.slice(-SHOWN)}`;
}
