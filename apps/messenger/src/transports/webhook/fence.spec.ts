import { describe, expect, it } from 'vitest';
import { createFence, Fenced } from './fence.ts';
import { isPublicAddress } from './public-address.ts';

const inner = [
  ...['127.0.0.1', '127.255.255.254', '0.0.0.0', '0.1.2.3', '10.0.0.1', '10.255.255.255', '172.16.0.1', '172.31.255.255'],
  ...['192.168.0.1', '169.254.1.1', '169.254.169.254', '100.64.0.1', '100.127.255.255', '100.100.100.200', '192.0.0.192'],
  ...['224.0.0.1', '239.255.255.255', '240.0.0.1', '255.255.255.255', '192.0.2.1', '198.51.100.7', '203.0.113.9', '198.18.0.1'],
  '168.63.129.16',
  ...['::', '::1', 'fe80::1', 'febf::1', 'fc00::1', 'fd00:ec2::254', 'ff02::1', 'fec0::1', '::ffff:127.0.0.1', '::ffff:7f00:1'],
  ...['::ffff:10.0.0.1', '::ffff:8.8.8.8', '::127.0.0.1', '64:ff9b::7f00:1', '64:ff9b:1::1', '2002:7f00:1::', '2001::1', '2001:db8::1'],
  ...['100::1', '5f00::1', 'fe80::1%eth0'],
];
const outer = [
  '1.1.1.1',
  '8.8.8.8',
  '47.96.0.1',
  '172.15.255.255',
  '172.32.0.1',
  '100.63.255.255',
  '100.128.0.1',
  '2606:4700::1111',
  '240e::1',
];
const odd = [
  '0177.0.0.1',
  '0x7f.0.0.1',
  '2130706433',
  '0x7f000001',
  '127.1',
  '127.0.1',
  '017700000001',
  '１２７.0.0.1',
  '127。0。0。1',
  '127.0.0.1.',
];

function reasonOf(work: () => unknown): string {
  try {
    work();
    return 'taken';
  } catch (error) {
    if (error instanceof Fenced) return error.reason;
    throw error;
  }
}

const reasonOfName = (addresses: readonly string[]): Promise<string> =>
  createFence({ allowed: [], resolve: () => Promise.resolve(addresses) })
    .addressOf(new URL('https://shop.example/hook'))
    .catch((error: unknown) => (error instanceof Fenced ? error.reason : String(error)));

describe('the fence', () => {
  const fence = createFence({ allowed: [], resolve: () => Promise.reject(new Error('nobody asks')) });

  it.each(inner)('refuses %s, written out and behind a name', async (address) => {
    expect(isPublicAddress(address)).toBe(false);
    if (!address.includes('%')) {
      const host = address.includes(':') ? `[${address}]` : address;
      expect(reasonOf(() => fence.read(`https://${host}/hook`))).toBe('NOT_PUBLIC');
    }
    expect(await reasonOfName([address])).toBe('NOT_PUBLIC');
  });

  it.each(outer)('takes %s', async (address) => {
    expect(reasonOf(() => fence.read(`https://${address.includes(':') ? `[${address}]` : address}/hook`))).toBe('taken');
    expect(await reasonOfName([address])).toBe(address);
  });

  it.each(odd)('sees through the odd spelling %s of the loopback', (host) => {
    expect(reasonOf(() => fence.read(`https://${host}/hook`))).toBe('NOT_PUBLIC');
    expect(isPublicAddress(host)).toBe(false);
  });

  it('refuses a name as soon as one of its addresses is an inner one', async () => {
    expect(await reasonOfName(['1.1.1.1', '10.0.0.1'])).toBe('NOT_PUBLIC');
    expect(await reasonOfName([])).toBe('NAME_UNKNOWN');
  });

  it.each([
    ['http://shop.example/hook', 'NOT_HTTPS'],
    ['ftp://shop.example/hook', 'NOT_HTTPS'],
    ['file:///etc/passwd', 'UNREADABLE'],
    ['https://user:secret@shop.example/', 'CREDENTIALS'],
    ['shop.example/hook', 'UNREADABLE'],
    ['https://', 'UNREADABLE'],
    ['https://shop.example:25/hook', 'NOT_HTTPS'],
    ['https://shop.example:5432/hook', 'NOT_HTTPS'],
    [`https://shop.example/${'a'.repeat(2_000)}`, 'TOO_LONG'],
  ])('refuses %s', (url, reason) => {
    expect(reasonOf(() => fence.read(url))).toBe(reason);
  });

  it('asks once: a name that turns to an inner address afterwards is not asked again', async () => {
    const answers = [['1.1.1.1'], ['127.0.0.1']];
    const rebinding = createFence({ allowed: [], resolve: () => Promise.resolve(answers.shift() ?? ['127.0.0.1']) });
    expect(await rebinding.addressOf(new URL('https://rebind.example/'))).toBe('1.1.1.1');
    expect(answers).toHaveLength(1);
  });

  it('opens what the deployment allows, by scheme, name and port together', async () => {
    const open = createFence({ allowed: ['http://127.0.0.1:4900'] });
    expect(reasonOf(() => open.read('http://127.0.0.1:4900/partner-shop/hooks/main'))).toBe('taken');
    expect(await open.addressOf(new URL('http://127.0.0.1:4900/'))).toBe('127.0.0.1');
    expect(reasonOf(() => open.read('http://127.0.0.1:4901/'))).toBe('NOT_HTTPS');
    expect(reasonOf(() => open.read('https://127.0.0.1:8443/'))).toBe('NOT_PUBLIC');
    expect(reasonOf(() => open.read('https://127.0.0.1:4900/'))).toBe('NOT_HTTPS');
  });

  it('takes the two ports of https', () => {
    for (const port of ['', ':443', ':8443']) expect(reasonOf(() => fence.read(`https://shop.example${port}/hook`))).toBe('taken');
  });

  it.each(['/partner-shop', '/partner-shop/'])('opens what is below %s and no more of its origin', (path) => {
    const open = createFence({ allowed: [`http://127.0.0.1:4900${path}`] });
    const read = (rest: string): string => reasonOf(() => open.read(`http://127.0.0.1:4900${rest}`));
    expect(read('/partner-shop/hooks/main')).toBe('taken');
    for (const rest of ['/', '/control/reset', '/partner-shops', '/partner-shop/../control/reset', '/partner-shop/%2e%2e/control/reset'])
      expect(read(rest)).toBe('NOT_PUBLIC');
    expect(read('/partner-shop/..%2fcontrol/reset')).toBe('NOT_PUBLIC');
  });
});
