import { createHash } from 'node:crypto';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { verifyIdentity } from '@orderloom/rpc/identity';
import { createLogger, startHttpServer, type HttpServer } from '@orderloom/service-runtime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Viewer } from '../application/ports.ts';
import { SignedOut } from '../domain/account-errors.ts';
import { importRoutes } from './import-routes.ts';

const internalKey = Buffer.alloc(32, 7);
const seen: { bytes: number; digest: string; actor: string | undefined; name: string | undefined }[] = [];
let behind: Server;
let gateway: HttpServer;
let close: () => Promise<void>;

beforeAll(async () => {
  behind = createServer((incoming, answer) => {
    const digest = createHash('sha256');
    let bytes = 0;
    incoming.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      digest.update(chunk);
    });
    incoming.on('end', () => {
      const actor = verifyIdentity(internalKey, String(incoming.headers['x-hub-identity']))?.actor;
      seen.push({ bytes, digest: digest.digest('hex'), actor, name: incoming.headers['x-file-name']?.toString() });
      answer.writeHead(201, { 'content-type': 'application/json' }).end('{"id":"1"}');
    });
  });
  await new Promise<void>((resolve) => behind.listen(0, '127.0.0.1', resolve));
  const read = (session: string | undefined): Promise<Viewer> =>
    session === undefined
      ? Promise.reject(new SignedOut('Sign in first.'))
      : Promise.resolve({
          account: `a-${session}`,
          login: session,
          name: session,
          roles: [session === 'lin' ? 'operations' : 'warehouse'],
          locale: 'zh-CN',
          mustChangePassword: false,
        });
  const viewers = { read, readAny: read, forget: () => undefined, forgetAccount: () => undefined };
  const imports = importRoutes({
    viewers,
    internalKey,
    channelAdapter: new URL(`http://127.0.0.1:${(behind.address() as AddressInfo).port}`), // a TCP server that listens has one
  });
  close = imports.close;
  gateway = await startHttpServer({ host: '127.0.0.1', port: 0, routes: imports.routes, log: createLogger('gateway', 'silent') });
});
afterAll(async () => {
  await gateway.stop();
  await close();
  behind.close();
});

function send(headers: Readonly<Record<string, string>>, blocks: readonly Buffer[] = [Buffer.from('x')]): Promise<number> {
  return new Promise((resolve, reject) => {
    const going = request({ port: gateway.port, host: '127.0.0.1', method: 'POST', path: '/imports', headers }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve(answer.statusCode ?? 0));
    });
    going.on('error', reject);
    for (const block of blocks) going.write(block);
    going.end();
  });
}

describe('the door for files', () => {
  it('passes a file on byte by byte, in the name of the person', async () => {
    const block = Buffer.alloc(1024 * 1024, 'abcdefghij');
    const blocks = Array.from({ length: 64 }, () => block);
    expect(await send({ cookie: 'hub_session=lin', 'x-file-name': '%E8%AE%A2%E5%8D%95.csv' }, blocks)).toBe(201);
    const digest = blocks.reduce((hash, each) => hash.update(each), createHash('sha256')).digest('hex');
    expect(seen.at(-1)).toEqual({ bytes: 64 * 1024 * 1024, digest, actor: 'a-lin', name: '%E8%AE%A2%E5%8D%95.csv' });
  });
  it('refuses who is signed out, who has no such role, what comes from another site, and what is too large', async () => {
    expect(await send({})).toBe(401);
    expect(await send({ cookie: 'hub_session=keeper' })).toBe(403);
    expect(await send({ cookie: 'hub_session=lin', origin: 'http://evil.example' })).toBe(403);
    expect(await send({ cookie: 'hub_session=lin', 'content-length': String(600 * 1024 * 1024) }, [])).toBe(413);
    expect(seen).toHaveLength(1);
  });
});
