import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readAddresses } from '../start/addresses.ts';
import { databaseName, everyApp, hubServices } from '../start/parts/services.ts';
import { fromRoot } from '../start/paths.ts';

const read = (...path: readonly string[]): string => readFileSync(fromRoot('infra', ...path), 'utf8');

describe('the files for containers', () => {
  it('run every app that npm start runs', () => {
    const compose = read('compose.yaml');
    expect(everyApp.filter((app) => !compose.includes(`\n  ${app}:\n`))).toEqual([]);
  });

  it('make the database of every service', () => {
    const script = read('postgres', 'make-databases.sh');
    const made = (/for app in ([^;]+);/.exec(script)?.[1] ?? '').split(' ').map((app) => `orderloom_${app}`);
    expect(made.toSorted()).toEqual(hubServices.map(databaseName).toSorted());
  });

  it('give the vault keys to the same services as npm start', () => {
    const blocks = read('compose.yaml').split(/\n(?= {2}[a-z-]+:\n)/);
    const holders = blocks.filter((block) => block.includes('HUB_MASTER_KEY:')).map((block) => /^ {2}([a-z-]+):/.exec(block)?.[1]);
    expect(holders).toEqual(['channel-adapter', 'fulfilment', 'finance-reconciliation', 'messenger']);
  });

  it('scrape every service at its own address', () => {
    const addresses = readAddresses();
    const config = read('alerts', 'prometheus.yaml');
    expect(hubServices.filter((app) => !config.includes(`'${app}:${addresses.port(app, 'http')}'`))).toEqual([]);
  });

  it('alert on metrics that the services really have', () => {
    const named = new Set(read('alerts', 'hub-rules.yaml').match(/hub_[a-z_]+/g));
    expect([...named].toSorted()).toEqual([
      'hub_consumer_lag_messages',
      'hub_dead_letters_open',
      'hub_outbox_oldest_seconds',
      'hub_quarantine_open',
      'hub_stock_degraded',
      'hub_stock_lock_wait_seconds_bucket',
      'hub_stock_unlocked_orders',
    ]);
    const stock = readFileSync(fromRoot('apps', 'inventory', 'src', 'metrics.ts'), 'utf8');
    expect(
      ['hub_stock_degraded', 'hub_stock_lock_wait_seconds', 'hub_stock_unlocked_orders'].filter((name) => !stock.includes(`'${name}'`)),
    ).toEqual([]);
    const outbox = readFileSync(fromRoot('libs', 'outbox', 'src', 'metrics.ts'), 'utf8');
    expect(
      ['hub_consumer_lag_messages', 'hub_dead_letters_open', 'hub_outbox_oldest_seconds'].filter((name) => !outbox.includes(name)),
    ).toEqual([]);
  });
});
