import { createServer, type IncomingMessage } from 'node:http';
import { once } from 'node:events';

/** A push of an outside system as it crossed the wire. */
export interface Crossed {
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly status: number;
  readonly answer: string;
}

/** Stands between the outside world and the hub's doors, passes everything on untouched and remembers it. */
export interface Tap {
  /** Base address for the pushes to one app's hooks. */
  readonly baseOf: (app: string) => string;
  readonly crossed: readonly Crossed[];
  readonly close: () => Promise<void>;
}

export async function openTap(addressOf: (app: string) => string): Promise<Tap> {
  const crossed: Crossed[] = [];
  const server = createServer((incoming, outgoing) => {
    const [, app = '', ...rest] = (incoming.url ?? '').split('/');
    passOn(incoming, `${addressOf(app)}/${rest.join('/')}`).then(
      (one) => {
        crossed.push(one);
        outgoing.writeHead(one.status, { 'content-type': 'text/plain' }).end(one.answer);
      },
      () => outgoing.destroy(),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    baseOf: (app) => `http://127.0.0.1:${port}/${app}`,
    crossed,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function passOn(incoming: IncomingMessage, target: string): Promise<Crossed> {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(Buffer.from(part as Uint8Array));
  const body = Buffer.concat(parts);
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (typeof value === 'string' && !hopByHop.has(name)) headers[name] = value;
  }
  const url = new URL(target);
  const sent = await knock({ url, headers, body });
  return { path: url.pathname, query: url.search.slice(1), headers, body, ...sent };
}

const hopByHop = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'keep-alive', 'accept-encoding']);

/** One POST at a door; what it says is what the sender sees. */
export async function knock(push: {
  readonly url: URL | string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | string;
}): Promise<{ readonly status: number; readonly answer: string }> {
  const body = typeof push.body === 'string' ? push.body : new Uint8Array(push.body);
  const said = await fetch(push.url, { method: 'POST', headers: push.headers, body, signal: AbortSignal.timeout(10_000) });
  return { status: said.status, answer: await said.text() };
}
