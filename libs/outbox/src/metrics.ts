import { Gauge, type Registry } from 'prom-client';
import type { Pool } from 'pg';
import type { Inbox } from './inbox.ts';

/** Outbox age, dead letters and consumer lag, read when they are scraped. */
export function registerOutboxMetrics(registry: Registry, options: { readonly pool: Pool; readonly inbox: Inbox | undefined }): void {
  new Gauge({
    name: 'hub_outbox_oldest_seconds',
    help: 'Age of the oldest event that is committed but not yet published',
    registers: [registry],
    async collect() {
      const { rows } = await options.pool.query<{ age: number | null }>(
        `select extract(epoch from now() - min(recorded_at))::float8 as age from outbox
          where seq > (select settled from outbox_state)`,
      );
      this.set(rows[0]?.age ?? 0);
    },
  });
  new Gauge({
    name: 'hub_dead_letters_open',
    help: 'Messages that this service could not take and nobody has settled',
    registers: [registry],
    async collect() {
      const { rows } = await options.pool.query<{ open: number }>('select count(*)::int as open from dead_letter where settled_at is null');
      this.set(rows[0]?.open ?? 0);
    },
  });
  const { inbox } = options;
  if (inbox === undefined) return;
  new Gauge({
    name: 'hub_consumer_lag_messages',
    help: 'Messages that wait in the stream of a producing context',
    labelNames: ['context'],
    registers: [registry],
    async collect() {
      const lags = await inbox.lag().catch(() => ({}));
      for (const [context, lag] of Object.entries(lags)) this.set({ context }, Number(lag));
    },
  });
}
