import { Agent, type Dispatcher } from 'undici';
import { traceparentOf, clientSpan } from '@orderloom/telemetry';

/** The other side could not be reached or did not answer. `sent`: it may have done the work all the same. */
export class OutboundUnavailable extends Error {
  override readonly name = 'OutboundUnavailable';
  readonly sent: boolean;

  constructor(message: string, options: { readonly sent: boolean; readonly cause?: unknown }) {
    super(message, { cause: options.cause });
    this.sent = options.sent;
  }
}

export interface OutboundRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  readonly deadlineMs?: number;
}

export interface OutboundResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Buffer;
}

export interface OutboundHttp {
  /** One attempt, no retry: only the caller knows whether the protocol makes a repeat safe. Throws OutboundUnavailable. */
  send(request: OutboundRequest): Promise<OutboundResponse>;
  close(): Promise<void>;
}

/** HTTP to one outside system: pooled, with a deadline on each call, bodies capped at 16 MiB. */
export function createOutboundHttp(options: {
  readonly system: string;
  readonly deadlineMs: number;
  readonly connections?: number;
}): OutboundHttp {
  const agent = new Agent({
    connections: options.connections ?? 16,
    connect: { timeout: Math.min(options.deadlineMs, 3_000) },
    keepAliveTimeout: 30_000,
    maxResponseSize: 16 * 1024 * 1024,
  });
  return {
    send: (outgoing) =>
      clientSpan(`http ${options.system}`, { system: options.system, method: outgoing.method }, async () => {
        const traceparent = traceparentOf();
        const headers = { ...outgoing.headers, ...(traceparent === undefined ? {} : { traceparent }) };
        let sent = false;
        try {
          return await exchange(
            agent,
            { ...outgoing, headers, deadlineMs: outgoing.deadlineMs ?? options.deadlineMs },
            () => (sent = true),
          );
        } catch (cause) {
          throw new OutboundUnavailable(`${options.system} gave no answer`, { sent, cause });
        }
      }),
    close: () => agent.destroy(),
  };
}

/** The pool's own interface: the streams and signals that its `request` puts around each call cost more than the call itself. */
function exchange(
  agent: Agent,
  outgoing: OutboundRequest & { readonly deadlineMs: number },
  onLeft: () => void,
): Promise<OutboundResponse> {
  const { origin, pathname, search } = new URL(outgoing.url);
  return new Promise((resolve, reject) => {
    let controller: Dispatcher.DispatchController | undefined;
    let head: Omit<OutboundResponse, 'body'> | undefined;
    let late: Error | undefined;
    const chunks: Buffer[] = [];
    const timer = setTimeout(() => {
      late = new Error('the deadline has passed');
      controller?.abort(late);
      reject(late);
    }, outgoing.deadlineMs);
    const { method, headers, body } = outgoing;
    agent.dispatch(
      { origin, path: `${pathname}${search}`, method, headers: headers ?? {}, ...(body === undefined ? {} : { body }) },
      {
        onRequestStart: (given) => {
          // It has waited for a connection for too long and must not go out any more: its caller was told.
          if (late !== undefined) return given.abort(late);
          controller = given;
          onLeft();
        },
        // Also called for what comes before the answer itself (1xx), which has no body.
        onResponseStart: (_controller, status, given) => {
          head = { status, headers: given };
        },
        onResponseData: (_controller, chunk) => void chunks.push(chunk),
        onResponseEnd: () => {
          clearTimeout(timer);
          if (head === undefined) return reject(new Error('an answer without a head'));
          resolve({ ...head, body: chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks) });
        },
        onResponseError: (_controller, error) => {
          clearTimeout(timer);
          reject(error);
        },
      },
    );
  });
}
