import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { register } from 'prom-client';
import type { Logger } from './logger.ts';
import type { Readiness } from './readiness.ts';

export type HttpHandler = (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void> | void;

export interface Route {
  /** Absent: every method. */
  readonly method?: string;
  /** Exact path, or a prefix when it ends in "/*". */
  readonly path: string;
  readonly handler: HttpHandler;
}

export interface HttpServer {
  readonly port: number;
  /** Stops listening, lets requests in hand finish, then closes. */
  stop(): Promise<void>;
}

/** Routes of the inner door of every service: liveness, readiness, metrics. */
export function operationsRoutes(readiness: Readiness): readonly Route[] {
  return [
    { method: 'GET', path: '/livez', handler: (_request, response) => sendJson(response, 200, { alive: true }) },
    {
      method: 'GET',
      path: '/readyz',
      handler: async (_request, response) => {
        const report = await readiness.report();
        sendJson(response, report.ready ? 200 : 503, report);
      },
    },
    {
      method: 'GET',
      path: '/metrics',
      handler: async (_request, response) => {
        response.writeHead(200, { 'content-type': register.contentType }).end(await register.metrics());
      },
    },
  ];
}

export async function startHttpServer(options: {
  readonly host: string;
  readonly port: number;
  readonly routes: readonly Route[];
  readonly log: Logger;
}): Promise<HttpServer> {
  const server = createServer({ keepAliveTimeout: 65_000 }, (request, response) => {
    // Anybody may send a target that is no path, such as "//".
    const url = URL.parse(request.url ?? '/', 'http://hub');
    if (url === null) return sendJson(response, 400, { error: 'BAD_REQUEST' });
    const route = options.routes.find((candidate) => matches(candidate, request.method ?? 'GET', url.pathname));
    if (route === undefined) return sendJson(response, 404, { error: 'NOT_FOUND' });
    const handle = async (): Promise<void> => route.handler(request, response, url);
    handle().catch((error: unknown) => {
      const isTooLarge = error instanceof BodyTooLarge;
      if (!isTooLarge) options.log.error({ err: error, path: route.path }, 'request failed');
      if (response.headersSent) response.destroy();
      else sendJson(response, isTooLarge ? 413 : 500, { error: isTooLarge ? 'BODY_TOO_LARGE' : 'INTERNAL' });
    });
  });
  await listen(server, options.port, options.host);
  const { port } = server.address() as AddressInfo; // a TCP server that listens has one
  return { port, stop: () => stop(server) };
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  sendText(response, status, 'application/json; charset=utf-8', JSON.stringify(body));
}

/** With its length, so that it goes out as one piece. */
export function sendText(response: ServerResponse, status: number, contentType: string, text: string): void {
  response.writeHead(status, { 'content-type': contentType, 'content-length': Buffer.byteLength(text) }).end(text);
}

/** Thrown by readBody for a body over the cap. */
export class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge';
}

/** The raw bytes of a request, never more than `maxBytes`. Throws BodyTooLarge, and leaves the connection able to say so. */
export function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // Closed before anybody listened: it would say nothing any more.
    if (request.destroyed) return reject(new Error('the request ended before its body'));
    const chunks: Buffer[] = [];
    let size = 0;
    const take = (chunk: Buffer): void => {
      size += chunk.length;
      chunks.push(chunk);
      if (size <= maxBytes) return;
      request.off('data', take).pause();
      reject(new BodyTooLarge(`body is larger than ${maxBytes} bytes`));
    };
    request.on('data', take);
    request.once('end', () => resolve(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks)));
    request.once('error', reject);
    request.once('close', () => reject(new Error('the request ended before its body')));
  });
}

function matches(route: Route, method: string, path: string): boolean {
  if (route.method !== undefined && route.method !== method) return false;
  return route.path.endsWith('/*') ? path.startsWith(route.path.slice(0, -1)) : path === route.path;
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

async function stop(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), 5_000);
  await closed;
  clearTimeout(timer);
}
