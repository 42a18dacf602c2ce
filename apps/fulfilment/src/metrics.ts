import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { Pool } from 'pg';

export interface FulfilmentMetrics {
  readonly decided: (milliseconds: number) => void;
  readonly pushRefused: (system: string, reason: string) => void;
}

/** What operators watch here: how quick decisions are, what waits, and what could not be read. */
export function registerFulfilmentMetrics(registry: Registry, pool: Pool): FulfilmentMetrics {
  const decision = new Histogram({
    name: 'hub_sourcing_decision_seconds',
    help: 'Time of one sourcing decision, without the wait for stock and allocation',
    buckets: [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.05],
    registers: [registry],
  });
  const refusedPushes = new Counter({
    name: 'hub_pushes_refused_total',
    help: 'Pushes that were turned away at the door',
    labelNames: ['system', 'reason'],
    registers: [registry],
  });
  new Gauge({
    name: 'hub_fulfilment_waiting',
    help: 'What waits in each lane of fulfilment',
    labelNames: ['lane'],
    registers: [registry],
    async collect() {
      const { rows } = await pool.query<{ lane: string; waiting: number }>(
        `select 'sourcing' as lane, count(*)::int as waiting from clearance where status = 'WAITING'
         union all select 'sourcing failed', count(*)::int from clearance where status = 'FAILED'
         union all select 'parked', count(*)::int from fulfilment_order where status = 'PLANNED' and parked_reason <> ''
         union all select 'unknown outcome', count(*)::int from fulfilment_order where sending in ('UNKNOWN', 'SENDING')
         union all select 'stops', count(*)::int from stop_part where state = 'OPEN'
         union all select 'waybills', count(*)::int from parcel where waybill in ('WANTED', 'ANNOUNCING')
         union all select 'pushes', count(*)::int from push where state = 'RECEIVED'
         union all select 'pushes unreadable', count(*)::int from push where state = 'FAILED'
         union all select 'releases', count(*)::int from allocation_release where released_at is null`,
      );
      for (const row of rows) this.set({ lane: row.lane }, row.waiting);
    },
  });
  return {
    decided: (milliseconds) => decision.observe(milliseconds / 1_000),
    pushRefused: (system, reason) => refusedPushes.inc({ system, reason }),
  };
}
