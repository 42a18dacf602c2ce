import { EventEmitter } from 'node:events';
import { Agent, request as undiciRequest } from 'undici';
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
        // An emitter and a timer: an AbortSignal with a timeout costs a third of the call.
        const deadline = new EventEmitter();
        const timer = setTimeout(() => deadline.emit('abort'), outgoing.deadlineMs ?? options.deadlineMs);
        try {
          const response = await undiciRequest(outgoing.url, {
            dispatcher: agent,
            method: outgoing.method,
            headers: { ...outgoing.headers, ...(traceparent === undefined ? {} : { traceparent }) },
            ...(outgoing.body === undefined ? {} : { body: outgoing.body }),
            signal: deadline,
          });
          return {
            status: response.statusCode,
            headers: response.headers,
            body: Buffer.from(await response.body.arrayBuffer()),
          };
        } catch (cause) {
          throw new OutboundUnavailable(`${options.system} gave no answer`, { sent: mayHaveArrived(cause), cause });
        } finally {
          clearTimeout(timer);
        }
      }),
    close: () => agent.destroy(),
  };
}

function mayHaveArrived(cause: unknown): boolean {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return !['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'].includes(code);
}
