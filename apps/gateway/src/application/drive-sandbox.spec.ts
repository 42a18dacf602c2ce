import { describe, expect, it } from 'vitest';
import { driveSandbox, type SandboxRequest } from './drive-sandbox.ts';
import type { Viewer } from './ports.ts';

const viewerOf = (role: Viewer['roles'][number]): Viewer => ({
  account: 'a1',
  login: 'x',
  name: 'x',
  roles: [role],
  locale: 'zh-CN',
  mustChangePassword: false,
});
const request = (method: string, path: string, body: SandboxRequest['body'] = {}): SandboxRequest => ({ method, path, query: '', body });

function open(status = 200) {
  const asked: string[] = [];
  const acts: { deed: string; subject: string; details: Readonly<Record<string, string>> }[] = [];
  const drive = driveSandbox({
    sandbox: { ask: async ({ method, path }) => (asked.push(`${method} ${path}`), { status, body: {} }) },
    audit: { append: async (act) => void acts.push(act) },
    clock: () => new Date(0),
  });
  return { drive, asked, acts };
}

describe('the door to the sandbox', () => {
  it('opens to operations and administrators only', async () => {
    const { drive, asked } = open();
    await expect(drive(viewerOf('finance'), request('GET', '/state'))).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    await drive(viewerOf('operations'), request('GET', '/state'));
    await drive(viewerOf('admin'), request('GET', '/trace'));
    expect(asked).toEqual(['GET /state', 'GET /trace']);
  });

  it.each([
    ['GET', '/orders/4705967488100000000'],
    ['GET', '/buyer-links'],
    ['GET', '/ledger'],
    ['POST', '/mint'],
    ['POST', '/reset'],
    ['POST', '/systems/qimen/lose'],
    ['DELETE', '/orders'],
    ['GET', '/state/../reset'],
  ])('never passes on %s %s', async (method, path) => {
    const { drive, asked } = open();
    await expect(drive(viewerOf('admin'), request(method, path))).rejects.toMatchObject({ code: 'NO_SUCH_DOOR' });
    expect(asked).toEqual([]);
  });

  it('tells the audit log of each deed that was done, without the address in it', async () => {
    const { drive, acts } = open();
    await drive(viewerOf('operations'), request('POST', '/misbehave', { system: 'douyin', kind: 'rename-field', from: 'a', to: 'b' }));
    await drive(viewerOf('operations'), request('POST', '/orders', { channel: 'DY', address: { detail: '文三路 9 号' }, words: '急' }));
    await drive(viewerOf('operations'), request('DELETE', '/misbehave/3'));
    expect(acts.map(({ deed }) => deed)).toEqual(['sandbox-misbehave', 'sandbox-orders', 'sandbox-stop-misbehave']);
    expect(acts[0]?.details).toEqual({ system: 'douyin', kind: 'rename-field', from: 'a', to: 'b' });
    expect(JSON.stringify(acts)).not.toContain('文三路');
    const refused = open(409);
    await refused.drive(viewerOf('operations'), request('POST', '/orders/47/cancel'));
    expect(refused.acts).toEqual([]);
  });
});
