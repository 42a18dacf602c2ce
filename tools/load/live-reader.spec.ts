import { createServer, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { readLive } from '../../load-tests/runner/live-reader.ts';

const ended: (() => void)[] = [];
afterEach(() => {
  for (const end of ended.splice(0)) end();
});

/** A gateway's two doors, as far as a reader of `/live` sees them. */
async function door(streams: readonly ((response: ServerResponse) => void)[]) {
  const asked: { readonly cookie: string | undefined; readonly lastEventId: string | undefined }[] = [];
  const server = createServer((request, response) => {
    if (request.url === '/auth/sign-in') {
      response.writeHead(200, { 'set-cookie': 'hub_session=abc; HttpOnly; Path=/' }).end('{}');
      return;
    }
    const lastEventId = request.headers['last-event-id'];
    asked.push({ cookie: request.headers.cookie, lastEventId: typeof lastEventId === 'string' ? lastEventId : undefined });
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    streams[asked.length - 1]?.(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ended.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return { url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`, asked };
}

const event = (seq: number, id: string, version: number): string =>
  `id: e.${seq}\nevent: order\ndata: ${JSON.stringify({ id, version: String(version), gate: 1, stuck: false, status: 'OPEN', at: null })}\n\n`;

describe('a reader of /live', () => {
  it('puts together what comes in pieces, and passes over heartbeats', async () => {
    const whole = `retry: 1000\nid: e.0\nevent: heartbeat\ndata: {}\n\n${event(1, 'DY-1', 1)}${event(2, 'DY-1', 2)}`;
    const { url, asked } = await door([
      (response) => {
        response.write(whole.slice(0, 70));
        setTimeout(() => response.write(whole.slice(70)), 30);
      },
    ]);
    const reader = await readLive(url, 'operations', 'secret');
    await reader.end();
    expect(asked).toEqual([{ cookie: 'hub_session=abc', lastEventId: undefined }]);
    expect([...reader.arrivals].map(([id, all]) => [id, all.map(({ version }) => version)])).toEqual([['DY-1', [1n, 2n]]]);
    expect(reader.breaks()).toBe(0);
  });

  it('comes back after its last event when the stream breaks off, and says so', async () => {
    const { url, asked } = await door([
      (response) => response.end(event(1, 'DY-1', 1)),
      (response) => void response.write(event(2, 'DY-2', 1)),
    ]);
    const reader = await readLive(url, 'operations', 'secret');
    while (asked.length < 2) await delay(20);
    await reader.end();
    expect(asked[1]?.lastEventId).toBe('e.1');
    expect([...reader.arrivals.keys()]).toEqual(['DY-1', 'DY-2']);
    expect(reader.breaks()).toBe(1);
  });
});
