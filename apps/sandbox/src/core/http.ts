import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { SandboxReply, SandboxRequest } from './system.ts';

const MAX_BODY_BYTES = 8 * 1024 * 1024;

export interface Mounted {
  readonly mount: string;
  handle(request: SandboxRequest): Promise<SandboxReply>;
}

/** One listener for the whole outside world. The answer comes from the longest mount that is a prefix of the path. */
export function createSandboxServer(mounted: readonly Mounted[], onError: (path: string, error: unknown) => void): Server {
  const byLength = [...mounted].sort((a, b) => b.mount.length - a.mount.length);
  const server = createServer({ keepAliveTimeout: 65_000, noDelay: true }, (incoming, outgoing) => {
    answer(byLength, incoming, outgoing).catch((error: unknown) => {
      onError(incoming.url ?? '', error);
      if (!outgoing.headersSent) outgoing.writeHead(500, { 'content-type': 'text/plain' });
      outgoing.end('sandbox failure');
    });
  });
  return server;
}

export function json(value: unknown, status = 200): SandboxReply {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify(value) };
}

export function text(body: string, status = 200, type = 'text/plain; charset=utf-8'): SandboxReply {
  return { status, headers: { 'content-type': type }, body };
}

async function answer(mounted: readonly Mounted[], incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const url = incoming.url ?? '/';
  const mark = url.indexOf('?');
  const path = mark < 0 ? url : url.slice(0, mark);
  const rawQuery = mark < 0 ? '' : url.slice(mark + 1);
  const target = mounted.find(({ mount }) => mount === '/' || path === mount || path.startsWith(`${mount}/`));
  const body = await readBody(incoming);
  if (body === null) {
    outgoing.writeHead(413, { connection: 'close' }).end();
    return;
  }
  if (target === undefined) {
    outgoing.writeHead(404, { 'content-type': 'text/plain' }).end('no such system');
    return;
  }
  const rest = target.mount === '/' ? path : path.slice(target.mount.length);
  const reply = await target.handle({
    method: incoming.method ?? 'GET',
    path: rest === '' ? '/' : rest,
    query: new URLSearchParams(rawQuery),
    rawQuery,
    headers: flatten(incoming.headers),
    body,
  });
  if (reply.cut === true) {
    incoming.socket.destroy();
    return;
  }
  const cookies = reply.setCookies === undefined ? {} : { 'set-cookie': [...reply.setCookies] };
  outgoing.writeHead(reply.status, { ...reply.headers, ...cookies, 'content-length': Buffer.byteLength(reply.body) });
  outgoing.end(reply.body);
}

function readBody(incoming: IncomingMessage): Promise<Buffer | null> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let size = 0;
    incoming.on('data', (part: Buffer) => {
      size += part.length;
      if (size <= MAX_BODY_BYTES) parts.push(part);
    });
    incoming.on('end', () => resolve(size > MAX_BODY_BYTES ? null : Buffer.concat(parts)));
    incoming.on('error', reject);
  });
}

function flatten(headers: IncomingMessage['headers']): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return flat;
}
