import type { HubConnection } from '@orderloom/messaging';
import { createReadiness, type Readiness } from '@orderloom/service-runtime';
import type { Pool } from 'pg';
import { request } from 'undici';

/** Every service that a working hub needs. */
export const services = [
  'channel-adapter',
  'order',
  'inventory',
  'fulfilment',
  'finance-reconciliation',
  'control-tower',
  'messenger',
] as const;

/** The gateway is ready when everything is: its database, the broker and every service, each of which answers for its own. */
export function wholeReadiness(parts: {
  readonly pool: Pool;
  readonly hub: HubConnection;
  readonly services: readonly string[];
  readonly addressOf: (app: string) => string;
}): Readiness {
  const readiness = createReadiness();
  readiness.check('postgres', () => parts.pool.query('select 1'));
  readiness.check('nats', () => parts.hub.nats.flush());
  for (const app of parts.services) readiness.check(app, () => requireReady(`${parts.addressOf(app)}/readyz`));
  return readiness;
}

async function requireReady(url: string): Promise<void> {
  const answer = await request(url, { headersTimeout: 1_800, bodyTimeout: 1_800, signal: AbortSignal.timeout(1_800) }).catch(() => {
    throw new Error('does not answer');
  });
  await answer.body.dump();
  if (answer.statusCode !== 200) throw new Error(`not ready (${answer.statusCode})`);
}
