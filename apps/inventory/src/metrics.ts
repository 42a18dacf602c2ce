import type { Clock } from '@orderloom/domain-kernel';
import type { Pool } from 'pg';
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { ReservationBreaker } from './domain/reservation-breaker.ts';
import type { RunningLane } from './persistence/stock-lane.ts';
import type { StockMemory } from './persistence/stock-memory.ts';

/** Health of the stock writer (INV-08): its memory, how long work waits for it, and when it could not lock at once. */
export function registerStockMetrics(
  registry: Registry,
  of: {
    readonly pool: Pool;
    readonly lane: RunningLane;
    readonly memory: Pick<StockMemory, 'asked'>;
    readonly breaker: ReservationBreaker;
    readonly now: Clock;
  },
): void {
  const registers = [registry];
  new Counter({
    name: 'hub_stock_memory_total',
    help: 'SKUs that work needed: known to the writer, or read from the tables. known / all is the hit rate',
    labelNames: ['found'],
    registers,
    collect() {
      this.reset();
      this.inc({ found: 'known' }, of.memory.asked.known);
      this.inc({ found: 'read' }, of.memory.asked.read);
    },
  });
  const waited = new Histogram({
    name: 'hub_stock_lock_wait_seconds',
    help: 'How long work waited until the writer of stock took it',
    buckets: [0.001, 0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers,
  });
  of.lane.onTaken((milliseconds) => waited.observe(milliseconds / 1_000));
  new Counter({
    name: 'hub_stock_degraded_total',
    help: 'Outages in which orders were taken on before their stock was locked',
    registers,
    collect() {
      this.reset();
      this.inc(of.breaker.timesOpened());
    },
  });
  new Gauge({
    name: 'hub_stock_degraded',
    help: '1 while stock is not locked at once, 0.5 while it is tried again',
    registers,
    collect() {
      this.set({ CLOSED: 0, TRYING: 0.5, OPEN: 1 }[of.breaker.state(of.now())]);
    },
  });
  new Gauge({
    name: 'hub_stock_unlocked_orders',
    help: 'Paid orders that were taken on and whose stock is not locked yet',
    registers,
    async collect() {
      const { rows } = await of.pool.query<{ count: number }>(
        'select count(*)::int as count from order_stock where unlocked_since is not null',
      );
      this.set(rows[0]?.count ?? 0);
    },
  });
}
