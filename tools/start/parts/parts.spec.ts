import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readAddresses } from '../addresses.ts';
import { parseStartOptions } from '../options.ts';
import { fromRoot } from '../paths.ts';
import { fillDeployment, writeDeployment } from './deployment.ts';
import { readOrMakeSecrets } from './secrets.ts';
import { databaseUrl, hubServices, programOf, type Surroundings } from './services.ts';
import { hashOfFiles, unlessDoneFor } from './stale.ts';

const dir = mkdtempSync(join(tmpdir(), 'orderloom-parts-'));
const template = readFileSync(fromRoot('tools', 'demo', 'deployment.json'), 'utf8');

describe('the deployment file', () => {
  it('has every placeholder filled, with the port offset', () => {
    const filled = fillDeployment(template, readAddresses(10_000));
    expect(JSON.parse(filled)).toMatchObject({
      shops: expect.arrayContaining([expect.objectContaining({ baseUrl: 'http://127.0.0.1:14900/douyin' })]),
      callbacks: { douyin: 'http://127.0.0.1:14100/hooks/douyin/dy-flagship', qimen: 'http://127.0.0.1:14200/hooks/qimen/qimen-main' },
    });
    expect(JSON.parse(filled)).toMatchObject({ messaging: { publicUrl: 'http://127.0.0.1:13000' } });
    expect(filled).not.toMatch(/\{(sandbox|command-center|hooks\.[a-z])/);
  });

  it('is never written over without the sandbox, and must not point at it', () => {
    const file = join(dir, 'deployment.json');
    const options = { templateFile: fromRoot('tools', 'demo', 'deployment.json'), file, addresses: readAddresses(), sandbox: false };
    expect(() => writeDeployment(options)).toThrow(/no deployment/);
    writeFileSync(file, fillDeployment(template, readAddresses()));
    expect(() => writeDeployment(options)).toThrow(/points at the sandbox/);
    writeFileSync(file, '{"shops":[]}');
    writeDeployment(options);
    expect(readFileSync(file, 'utf8')).toBe('{"shops":[]}');
  });
});

describe('the secrets of a data folder', () => {
  it('are made once, kept, and readable by their owner only', () => {
    const file = join(dir, 'secrets.json');
    const made = readOrMakeSecrets(file);
    expect(readOrMakeSecrets(file)).toEqual(made);
    expect(statSync(file).mode & 0o077).toBe(0);
  });

  it('are never replaced when the file is damaged', () => {
    const file = join(dir, 'damaged.json');
    writeFileSync(file, '{"HUB_MASTER_KEY":"short"}');
    expect(() => readOrMakeSecrets(file)).toThrow(/cannot be read/);
    expect(readFileSync(file, 'utf8')).toBe('{"HUB_MASTER_KEY":"short"}');
  });
});

describe('the environment of an app', () => {
  const around: Surroundings = {
    dataDir: dir,
    logDir: join(dir, 'logs'),
    addresses: readAddresses(),
    secrets: readOrMakeSecrets(join(dir, 'around.json')),
    deploymentFile: join(dir, 'deployment.json'),
    documents: join(dir, 'documents.json'),
    databaseBase: 'postgres://u:p@127.0.0.1:5460/',
    natsUrl: 'nats://127.0.0.1:4260',
    env: { PATH: '/bin', HUB_MASTER_KEY: 'of the caller', DATABASE_URL_ORDER: 'postgres://elsewhere/orders' },
    demo: true,
  };

  it('gives the vault keys to nobody but those that seal', () => {
    const holders = hubServices.filter((app) => programOf(app, around).env['HUB_MASTER_KEY'] !== undefined);
    expect(holders).toEqual(['channel-adapter', 'fulfilment', 'finance-reconciliation', 'messenger']);
    expect(hubServices.filter((app) => programOf(app, around).env['HUB_INDEX_KEY'] !== undefined)).toEqual(['channel-adapter']);
    expect(programOf('channel-adapter', around).env['HUB_MASTER_KEY']).toBe(around.secrets.HUB_MASTER_KEY);
  });

  it('gives the sandbox and the screens no key, no database and no broker', () => {
    for (const app of ['sandbox', 'command-center']) {
      expect(Object.keys(programOf(app, around).env).filter((name) => /KEY|DATABASE|NATS/.test(name))).toEqual([]);
    }
  });

  it('takes a service’s own database before the common server', () => {
    expect(databaseUrl('order', around.databaseBase, around.env)).toBe('postgres://elsewhere/orders');
    expect(databaseUrl('channel-adapter', around.databaseBase, around.env)).toBe('postgres://u:p@127.0.0.1:5460/orderloom_channel_adapter');
    expect(databaseUrl('order', 'postgres://u:p@127.0.0.1:5460/?host=%2Fdata', {})).toBe(
      'postgres://u:p@127.0.0.1:5460/orderloom_order?host=%2Fdata',
    );
    expect(() => databaseUrl('inventory', undefined, {})).toThrow(/DATABASE_URL_INVENTORY/);
  });
});

describe('work that is skipped when nothing has changed', () => {
  it('is done again after a change of a name or of a content, and only then', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'orderloom-stale-'));
    const stamp = join(folder, 'out', '.inputs');
    let done = 0;
    const doIt = () =>
      unlessDoneFor(hashOfFiles(folder, ['*.txt']), stamp, () => {
        done += 1;
        return Promise.resolve();
      });
    writeFileSync(join(folder, 'a.txt'), 'one');
    expect([await doIt(), await doIt()]).toEqual(['done', 'current']);
    writeFileSync(join(folder, 'a.txt'), 'two');
    expect(await doIt()).toBe('done');
    writeFileSync(join(folder, 'b.txt'), '');
    expect([await doIt(), done]).toEqual(['done', 3]);
  });
});

describe('the options of a start', () => {
  it('refuse what they do not know, and a number that is none', () => {
    expect(() => parseStartOptions(['--port', '1'])).toThrow(/not understood/);
    expect(() => parseStartOptions(['--port-offset', 'many'])).toThrow(/whole number/);
    expect(() => parseStartOptions(['--port-offset', '-1'])).toThrow();
  });

  it('keep the data unless they are told to erase it', () => {
    expect(parseStartOptions([])).toMatchObject({
      reset: false,
      sandbox: true,
      commandCenter: true,
      portOffset: 0,
      dataDir: fromRoot('.data'),
    });
    expect(parseStartOptions(['--reset', '--no-sandbox'])).toMatchObject({ reset: true, sandbox: false });
  });
});
