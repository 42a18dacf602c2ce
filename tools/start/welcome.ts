import { demoKeyOf } from './parts/demo-key.ts';
import type { System } from './system.ts';

/** The table of addresses that ends a start. */
export function describeAddresses(system: System, tookMs: number): string {
  const { addresses } = system;
  const running = system.running();
  const rows: readonly (readonly [string, string, string])[] = [
    ['command-center', 'command center', addresses.url('command-center', 'http')],
    ['gateway', 'GraphQL', `${addresses.url('gateway', 'http')}/graphql`],
    ['gateway', 'GraphiQL', `${addresses.url('gateway', 'http')}/graphiql`],
    ['gateway', 'live changes', `${addresses.url('gateway', 'http')}/live`],
    ['gateway', 'everything ready', `${addresses.url('gateway', 'http')}/readyz`],
    ['channel-adapter', 'hooks, channels', `${addresses.url('channel-adapter', 'hooks')}/hooks/{channel}/{shop}`],
    ['fulfilment', 'hooks, warehouses', `${addresses.url('fulfilment', 'hooks')}/hooks/{system}/{account}`],
    ['messenger', 'hooks, messages', `${addresses.url('messenger', 'hooks')}/hooks/{system}/{account}`],
    ['sandbox', 'sandbox', addresses.url('sandbox', 'http')],
    ['postgres', 'Postgres', `${addresses.host}:${addresses.port('postgres', 'tcp')}`],
    ['nats', 'NATS', system.natsUrl],
  ];
  const shown = rows.filter(([app]) => running.includes(app));
  const widest = Math.max(...shown.map(([, title]) => title.length));
  const lines = shown.map(([, title, address]) => `  ${title.padEnd(widest)}  ${address}`);
  const account = demoAccount(system);
  return [
    '',
    `Orderloom runs (${(tookMs / 1000).toFixed(1)} s).`,
    '',
    ...lines,
    '',
    ...account,
    `  data and logs   ${system.dataDir}`,
    '  Ctrl-C ends everything.',
    '',
    '',
  ].join('\n');
}

function demoAccount(system: System): readonly string[] {
  if (!system.running().includes('gateway') || !system.running().includes('sandbox')) return [];
  return [
    '  demo account    admin',
    `  password        ${system.secrets.demoPassword}`,
    '  The same password opens operations, warehouse, service, finance, supply and owner.',
    `  API key         ${demoKeyOf(system.secrets)}`,
    '',
  ];
}
