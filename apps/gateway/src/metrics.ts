import { Counter, Gauge, Histogram } from 'prom-client';

export type GatewayMetrics = {
  readonly answered: (seconds: number, outcome: string) => void;
  readonly subgraphFailed: (subgraph: string) => void;
};

/** Counts for /metrics; `listeners` is asked at each scrape. */
export function gatewayMetrics(listeners: () => number): GatewayMetrics {
  const duration = new Histogram({
    name: 'hub_gateway_graphql_seconds',
    help: 'Time from request to answer of /graphql, by outcome.',
    labelNames: ['outcome'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3, 10],
  });
  const failures = new Counter({
    name: 'hub_gateway_subgraph_failures_total',
    help: 'Requests to a subgraph without a usable answer.',
    labelNames: ['subgraph'],
  });
  new Gauge({
    name: 'hub_gateway_live_listeners',
    help: 'Browsers at /live.',
    collect() {
      this.set(listeners());
    },
  });
  return {
    answered: (seconds, outcome) => duration.observe({ outcome }, seconds),
    subgraphFailed: (subgraph) => failures.inc({ subgraph }),
  };
}
