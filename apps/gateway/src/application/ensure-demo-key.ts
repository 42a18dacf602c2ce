import { isPartnerScope, partnerScopes } from '@orderloom/contracts';
import type { Clock } from '@orderloom/domain-kernel';
import { parseKey } from './partner-key.ts';
import type { PartnerKeys } from './partner-ports.ts';

/** Puts the demo's key there unless it is known; one that was revoked stays so. */
export async function ensureDemoKey(deps: { readonly keys: PartnerKeys; readonly clock: Clock }, text: string): Promise<void> {
  const key = parseKey(text);
  if (key === undefined) throw new Error('HUB_DEMO_KEY is not the text of an API key');
  const now = deps.clock();
  const known = await deps.keys.list(now);
  if (known.some(({ id }) => id === key.id)) return;
  const scopes = Object.keys(partnerScopes).filter(isPartnerScope);
  const wish = { partner: 'Demo', contactRole: 'demo', label: 'npm start', scopes, requestsPerMinute: 6_000, costPerMinute: 1_000_000 };
  await deps.keys.issue({ ...wish, id: key.id, hash: key.hash, environment: key.environment, endsAt: null }, 'hub', now);
}
