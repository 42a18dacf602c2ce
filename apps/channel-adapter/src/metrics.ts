import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { IntakeWork, Quarantine } from './application/stores.ts';

export interface ChannelMetrics {
  readonly pushes: (counted: readonly { readonly system: string; readonly outcome: string; readonly count: number }[]) => void;
  readonly lag: (shopId: string, milliseconds: number) => void;
  readonly drift: (system: string, paths: number) => void;
  readonly stockDrift: (shopId: string, rows: number) => void;
}

export function createChannelMetrics(
  registry: Registry,
  stores: { readonly quarantine: Quarantine; readonly work: IntakeWork },
): ChannelMetrics {
  const registers = [registry];
  const pushes = new Counter({ name: 'hub_pushes_total', help: 'Pushes by outcome', labelNames: ['system', 'outcome'], registers });
  const drift = new Counter({
    name: 'hub_payload_drift_total',
    help: 'Paths or types that a platform never sent before',
    labelNames: ['system'],
    registers,
  });
  const stockDrift = new Counter({
    name: 'hub_channel_stock_drift_total',
    help: 'SKUs whose stock at the platform was more than the hub wrote',
    labelNames: ['shop'],
    registers,
  });
  const lag = new Histogram({
    name: 'hub_arrival_lag_seconds',
    help: 'Platform time to hub time of first sights',
    labelNames: ['shop'],
    buckets: [0.5, 1, 2, 5, 10, 30, 60, 300, 900, 3_600],
    registers,
  });
  new Gauge({
    name: 'hub_quarantine_open',
    help: 'Payloads that are held',
    labelNames: ['shop'],
    registers,
    async collect() {
      this.reset();
      for (const [shop, open] of await stores.quarantine.countOpen()) this.set({ shop }, open);
    },
  });
  new Gauge({
    name: 'hub_intake_waiting',
    help: 'Orders and refunds that must be read again',
    registers,
    async collect() {
      this.set(await stores.work.waiting());
    },
  });
  return {
    pushes: (counted) => {
      for (const { system, outcome, count } of counted) pushes.inc({ system, outcome }, count);
    },
    lag: (shop, milliseconds) => lag.observe({ shop }, milliseconds / 1_000),
    drift: (system, paths) => drift.inc({ system }, paths),
    stockDrift: (shop, rows) => stockDrift.inc({ shop }, rows),
  };
}
