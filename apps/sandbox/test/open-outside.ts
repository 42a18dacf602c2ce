import { createServer, type Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import { readWorld, type World } from '../src/core/world.ts';
import { openSandbox, type Sandbox } from '../src/sandbox.ts';

export interface Heard {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** A receiver of pushes, in the hub's place. */
export interface Listener {
  readonly base: string;
  readonly heard: Heard[];
  answer: (heard: Heard) => { readonly status: number; readonly body: string };
  close(): Promise<void>;
}

export interface Outside {
  readonly base: string;
  readonly world: World;
  readonly sandbox: Sandbox;
  readonly listener: Listener;
  command(system: string, deed: string, body?: unknown): Promise<unknown>;
  state(system: string): Promise<unknown>;
  misbehave(rule: Readonly<Record<string, unknown>>): Promise<void>;
  close(): Promise<void>;
}

const deploymentFile = fileURLToPath(new URL('../../../tools/demo/deployment.json', import.meta.url));

export interface OutsideOptions {
  readonly speed?: number;
  readonly dataFolder?: string;
  readonly seed?: string;
}

export async function openOutside(options: OutsideOptions = {}): Promise<Outside> {
  const listener = await openListener();
  const world = readWorld(deploymentFile, (name) => (name === 'sandbox' ? 'http://127.0.0.1:1' : listener.base));
  const failures: unknown[] = [];
  const sandbox = await openSandbox({
    world,
    seed: options.seed ?? 'test',
    speed: options.speed ?? 1,
    host: '127.0.0.1',
    port: 0,
    buyers: 50,
    dataFolder: options.dataFolder,
    onError: (_, error) => failures.push(error),
  });
  const base = `http://127.0.0.1:${sandbox.port}`;
  const post = async (path: string, body: unknown): Promise<unknown> => {
    const answer = await fetch(base + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()} ${String(failures)}`);
    return answer.json();
  };
  return {
    base,
    world,
    sandbox,
    listener,
    command: (system, deed, body = {}) => post(`/control/systems/${system}/${deed}`, body),
    state: async (system) => (await fetch(`${base}/control/systems/${system}`)).json(),
    misbehave: async (rule) => {
      await post('/control/misbehave', rule);
    },
    async close() {
      await sandbox.close();
      await listener.close();
      if (failures.length > 0) throw new Error(`the sandbox failed: ${String(failures)}`);
    },
  };
}

async function openListener(): Promise<Listener> {
  const heard: Heard[] = [];
  const server = createServer((incoming, outgoing) => {
    const parts: Buffer[] = [];
    incoming.on('data', (part: Buffer) => parts.push(part));
    incoming.on('end', () => {
      const url = new URL(incoming.url ?? '/', 'http://hub');
      const one = { path: url.pathname, query: url.searchParams, headers: incoming.headers, body: Buffer.concat(parts).toString('utf8') };
      heard.push(one);
      const { status, body } = listener.answer(one);
      outgoing.writeHead(status, { 'content-type': 'text/plain' }).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const listener: Listener = {
    base: `http://127.0.0.1:${portOf(server)}`,
    heard,
    answer: () => ({ status: 200, body: '' }),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return listener;
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Tries until the claim holds; the last refusal is the failure. */
export async function eventually<T>(claim: () => T | Promise<T>, withinMs = 5000): Promise<T> {
  const until = Date.now() + withinMs;
  for (;;) {
    try {
      return await claim();
    } catch (error) {
      if (Date.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
  }
}
