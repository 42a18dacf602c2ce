import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer, get } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const app = join(import.meta.dirname, '..');
const offset = 23_700;
const port = 3000 + offset;

// The far end of the wire: what the gateway sends on /live, byte by byte when the test says so.
const wire: { listener: ServerResponse | undefined } = { listener: undefined };
// A function, so that the compiler does not take the last assignment it saw for the truth.
const current = (): ServerResponse | undefined => wire.listener;
let seenHeaders: IncomingMessage['headers'] = {};
let gateway: Server;
let commandCenter: ChildProcess;

beforeAll(async () => {
  if (!existsSync(join(app, '.next/BUILD_ID'))) await run('npm', ['run', 'build']);
  gateway = createServer((request, response) => {
    if (!(request.url ?? '').startsWith('/live')) return void response.writeHead(404).end();
    seenHeaders = request.headers;
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.flushHeaders();
    wire.listener = response;
  });
  await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve));
  const address = gateway.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  commandCenter = spawn(process.execPath, ['start.mjs'], {
    cwd: app,
    env: { ...process.env, HUB_PORT_OFFSET: String(offset), GATEWAY_URL: `http://127.0.0.1:${address.port}` },
    stdio: 'ignore',
  });
  await eventually(async () => expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200));
});

afterAll(async () => {
  wire.listener?.destroy();
  commandCenter.kill('SIGTERM');
  await new Promise((resolve) => gateway.close(resolve));
});

describe('/live through the command center', () => {
  it('hands an event to the browser while the stream stays open, even to one that would take gzip', async () => {
    const received: string[] = [];
    const request = get(
      { port, path: '/live', headers: { 'accept-encoding': 'gzip, br', 'last-event-id': '41', cookie: 'hub_session=s' } },
      (response) => {
        received.push(`encoding:${response.headers['content-encoding'] ?? 'none'}`);
        response.setEncoding('utf8').on('data', (text: string) => received.push(text));
        response.on('end', () => received.push('ended'));
      },
    );
    await eventually(async () => expect(wire.listener).toBeDefined());
    wire.listener?.write('id: 42\nevent: order\ndata: {"id":"DY20260122-04417"}\n\n');
    await eventually(async () => expect(received.join('')).toContain('DY20260122-04417'));
    wire.listener?.write('id: 43\nevent: order\ndata: {"id":"DY20260122-04418"}\n\n');
    await eventually(async () => expect(received.join('')).toContain('DY20260122-04418'));
    expect(received[0]).toBe('encoding:none');
    expect(received).not.toContain('ended');
    expect(seenHeaders['last-event-id']).toBe('41');
    expect(seenHeaders.cookie).toBe('hub_session=s');
    request.destroy();
  });

  it('lets go of the gateway when the browser leaves', async () => {
    wire.listener = undefined;
    const request = get({ port, path: '/live', headers: { cookie: 'hub_session=s' } });
    request.on('error', () => undefined);
    let left = false;
    await eventually(async () => expect(wire.listener).toBeDefined());
    const held: ServerResponse | undefined = current();
    held?.on('close', () => {
      left = true;
    });
    request.destroy();
    await eventually(async () => expect(left).toBe(true));
  });
});

const eventually = async (check: () => Promise<void>): Promise<void> => {
  const end = Date.now() + 20_000;
  for (;;) {
    try {
      return await check();
    } catch (failure) {
      if (Date.now() > end) throw failure;
      await pause(50);
    }
  }
};

const run = (command: string, parameters: readonly string[]): Promise<void> =>
  new Promise((resolve, reject) => {
    spawn(command, [...parameters], { cwd: app, stdio: 'ignore' }).on('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`${command} ended with ${code}`)),
    );
  });
