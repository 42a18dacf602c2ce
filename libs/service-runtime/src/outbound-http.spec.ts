import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createOutboundHttp, OutboundUnavailable, type OutboundHttp } from './outbound-http.ts';

describe('a call to an outside system', () => {
  let server: Server;
  let base: string;
  let http: OutboundHttp;
  const asked: string[] = [];

  beforeEach(async () => {
    asked.length = 0;
    server = createServer((request, response) => {
      asked.push(request.url ?? '');
      if (request.url === '/silent') return;
      if (request.url === '/huge') return void response.end(Buffer.alloc(17 * 1024 * 1024));
      if (request.url !== '/endless') return void response.end('fine');
      response.writeHead(200);
      const timer = setInterval(() => response.write('.'), 20);
      request.once('close', () => clearInterval(timer));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // a TCP server that listens has one
    http = createOutboundHttp({ system: 'test', deadlineMs: 200 });
  });
  afterEach(async () => {
    await http.close();
    server.closeAllConnections();
    server.close();
  });

  it.each(['/silent', '/endless'])('ends at its deadline where the answer is %s, and says that it may have arrived', async (path) => {
    const failure: unknown = await http.send({ method: 'GET', url: `${base}${path}` }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(OutboundUnavailable);
    expect(failure).toMatchObject({ sent: true });
    expect((await http.send({ method: 'GET', url: base })).body.toString()).toBe('fine');
  });

  it('never goes out after its deadline, when it has waited for a connection until then, and says so', async () => {
    const one = createOutboundHttp({ system: 'test', deadlineMs: 200, connections: 1 });
    const first = one.send({ method: 'GET', url: `${base}/silent` }).catch((error: unknown) => error);
    const second = one.send({ method: 'GET', url: `${base}/waited`, deadlineMs: 50 }).catch((error: unknown) => error);
    expect(await second).toBeInstanceOf(OutboundUnavailable);
    expect(await second).toMatchObject({ sent: false });
    expect(await first).toBeInstanceOf(OutboundUnavailable);
    expect((await one.send({ method: 'POST', url: `${base}/third`, body: '{"name":"茶"}' })).body.toString()).toBe('fine');
    expect(asked).toEqual(['/silent', '/third']);
    await one.close();
  });

  it('says that nothing was sent where nobody listens', async () => {
    const failure: unknown = await http.send({ method: 'GET', url: 'http://127.0.0.1:1/' }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ sent: false });
  });

  it('gives up an answer without end', async () => {
    const failure: unknown = await http.send({ method: 'GET', url: `${base}/huge`, deadlineMs: 10_000 }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(OutboundUnavailable);
    expect(failure).toMatchObject({ cause: { code: 'UND_ERR_RES_EXCEEDED_MAX_SIZE' } });
  });
});
