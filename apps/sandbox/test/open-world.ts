import { createServer } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { fileURLToPath } from 'node:url';
import { readWorld } from '../src/core/world.ts';
import { openSandbox } from '../src/sandbox.ts';
import type { Sandbox } from '../src/sandbox.ts';

const deployment = fileURLToPath(new URL('../../../tools/demo/deployment.json', import.meta.url));

export interface Received {
  readonly at: number;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A subscriber of pushes that says what it is told to say. */
export interface Receiver {
  readonly port: number;
  readonly received: readonly Received[];
  answerWith(answer: (received: Received) => { readonly status?: number; readonly body: string; readonly afterMs?: number }): void;
  forget(): void;
  close(): Promise<void>;
}

export async function openReceiver(): Promise<Receiver> {
  let received: Received[] = [];
  let answerTo: Parameters<Receiver['answerWith']>[0] = ({ url }) => ({
    body: url.includes('wechat') ? 'success' : '{"code":0,"msg":"success"}',
  });
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const one: Received = {
        at: performance.now(),
        url: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(parts).toString('utf8'),
      };
      received.push(one);
      const { status = 200, body, afterMs = 0 } = answerTo(one);
      setTimeout(() => response.writeHead(status).end(body), afterMs);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    get received() {
      return received;
    },
    answerWith(answer) {
      answerTo = answer;
    },
    forget() {
      received = [];
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export interface OpenWorld {
  readonly sandbox: Sandbox;
  readonly receiver: Receiver;
  readonly base: string;
  control<T = Record<string, unknown>>(path: string, body?: unknown): Promise<T>;
  close(): Promise<void>;
}

export interface WorldOptions {
  readonly seed?: string;
  readonly speed?: number;
  readonly dataFolder?: string;
  readonly receiver?: Receiver;
}

/** The whole sandbox on a free port, with every callback going to one real receiver. */
export async function openWorld({ seed = 'test', speed = 1, dataFolder, receiver }: WorldOptions = {}): Promise<OpenWorld> {
  const listening = receiver ?? (await openReceiver());
  const failures: unknown[] = [];
  const sandbox = await openSandbox({
    world: readWorld(deployment, () => `http://127.0.0.1:${listening.port}`),
    seed,
    speed,
    dataFolder,
    host: '127.0.0.1',
    port: 0,
    onError: (_, error) => failures.push(error),
  });
  const base = `http://127.0.0.1:${sandbox.port}`;
  return {
    sandbox,
    receiver: listening,
    base,
    async control<T>(path: string, body?: unknown): Promise<T> {
      const answer = await fetch(`${base}/control${path}`, body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) });
      return (await answer.json()) as T;
    },
    async close() {
      await sandbox.close();
      if (receiver === undefined) await listening.close();
      if (failures.length > 0) throw failures[0];
    },
  };
}

/** Looks again until the claim holds, or fails with the last reason. */
export async function eventually(claim: () => void | Promise<void>, withinMs = 5000): Promise<void> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    try {
      await claim();
      return;
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
}
