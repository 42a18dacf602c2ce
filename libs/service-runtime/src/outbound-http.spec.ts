import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createOutboundHttp, OutboundUnavailable, type OutboundHttp } from './outbound-http.ts';

describe('a call to an outside system', () => {
  let server: Server;
  let base: string;
  let http: OutboundHttp;

  beforeEach(async () => {
    server = createServer((request, response) => {
      if (request.url === '/silent') return;
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
});
