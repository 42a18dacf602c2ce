import { connect } from 'node:net';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readBody, sendJson, startHttpServer, type HttpServer } from './http-server.ts';

describe('the HTTP server of a service', () => {
  let server: HttpServer;

  beforeEach(async () => {
    server = await startHttpServer({
      host: '127.0.0.1',
      port: 0,
      log: pino({ level: 'silent' }),
      routes: [
        { path: '/fine', handler: (_request, response) => sendJson(response, 200, {}) },
        {
          path: '/throws',
          handler: () => {
            throw new Error('at once');
          },
        },
        {
          path: '/small',
          handler: async (request, response) => {
            await readBody(request, 4);
            sendJson(response, 200, {});
          },
        },
      ],
    });
  });
  afterEach(() => server.stop());

  /** The status of a raw request: fetch would tidy the path up. */
  const statusOf = (target: string): Promise<number> =>
    new Promise((resolve, reject) => {
      const socket = connect(server.port, '127.0.0.1', () =>
        socket.write(`GET ${target} HTTP/1.1\r\nHost: hub\r\nConnection: close\r\n\r\n`),
      );
      socket.once('error', reject);
      socket.once('data', (data) => {
        resolve(Number(data.toString().split(' ')[1]));
        socket.destroy();
      });
    });

  it.each(['//', 'http://[', '//[::', '/\\\\'])('survives the target %s', async (target) => {
    expect(await statusOf(target)).toBeGreaterThanOrEqual(400);
    expect(await statusOf('/fine')).toBe(200);
  });

  it('answers 500 when a handler throws before its first await', async () => {
    expect(await statusOf('/throws')).toBe(500);
    expect(await statusOf('/fine')).toBe(200);
  });

  it('answers 413 to a body over the cap', async () => {
    const answer = await fetch(`http://127.0.0.1:${server.port}/small`, { method: 'POST', body: '12345' });
    expect(answer.status).toBe(413);
  });
});
