import { redact } from '@orderloom/raw-archive';
import { Agent, buildConnector, request } from 'undici';
import type { PostedWebhook, WebhookPost } from '../../application/webhooks/ports.ts';
import { Fenced, type Fence } from './fence.ts';

const ANSWER_BYTES = 512;
/** Names in a receiver's answer that say what was wrong; everything else is masked, it may hold anything. */
const shown: ReadonlySet<string> = new Set('code error status reason ok accepted'.split(' '));

/** Sends webhooks: each connection goes to an address that the fence gave, redirects are answers, and little of an answer is read. */
export function webhookPost(fence: Fence, options: { readonly deadlineMs: number; readonly userAgent: string }): WebhookPost {
  const connect = buildConnector({ timeout: Math.min(options.deadlineMs, 5_000) });
  const agent = new Agent({
    connect: (target, callback) => {
      const origin = new URL(`${target.protocol}//${target.host ?? target.hostname}`);
      fence.addressOf(origin).then(
        // The connection goes to the address and nobody resolves the name again; `host` stays, and with it whose certificate is asked for.
        (address) => connect({ ...target, hostname: address }, callback),
        (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), null),
      );
    },
    keepAliveTimeout: 10_000,
    maxHeaderSize: 16 * 1024,
  });

  const send = async (url: URL, headers: Readonly<Record<string, string>>, body: string): Promise<PostedWebhook> => {
    const response = await request(url, {
      dispatcher: agent,
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json', 'user-agent': options.userAgent },
      body,
      signal: AbortSignal.timeout(options.deadlineMs),
    });
    const contentType = oneOf(response.headers['content-type']);
    const answer = await firstBytes(response.body);
    const retryAfter = Number(oneOf(response.headers['retry-after']));
    return {
      status: response.statusCode,
      trouble: undefined,
      answer: answer.length === 0 ? '' : redact(answer, contentType, shown).slice(0, ANSWER_BYTES),
      retryAfterS: Number.isFinite(retryAfter) && retryAfter > 0 ? retryAfter : 0,
    };
  };

  return {
    post: async ({ url, headers, body }) => {
      const began = performance.now();
      const took = (): number => Math.round(performance.now() - began);
      try {
        return { ...(await send(fence.read(url), headers, body)), tookMs: took() };
      } catch (error) {
        return { status: undefined, trouble: troubleOf(error), answer: '', retryAfterS: 0, tookMs: took() };
      }
    },
    close: () => agent.destroy(),
  };
}

/** Reads the beginning and lets go of the rest: a receiver must not be able to fill our memory, or to keep us reading. */
async function firstBytes(body: AsyncIterable<Buffer> & { destroy(): unknown }): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of body) {
    parts.push(part);
    size += part.length;
    if (size >= ANSWER_BYTES) break;
  }
  if (size >= ANSWER_BYTES) body.destroy();
  return Buffer.concat(parts).subarray(0, ANSWER_BYTES);
}

function oneOf(header: string | readonly string[] | undefined): string {
  return typeof header === 'string' ? header : (header?.[0] ?? '');
}

function troubleOf(error: unknown): string {
  if (error instanceof Fenced) return `FENCED_${error.reason}`;
  if (error instanceof Error && error.name === 'TimeoutError') return 'DEADLINE_PASSED';
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  switch (code) {
    case 'ECONNREFUSED':
      return 'CONNECTION_REFUSED';
    case 'UND_ERR_CONNECT_TIMEOUT':
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return 'UNREACHABLE';
    case 'ECONNRESET':
    case 'EPIPE':
    case 'UND_ERR_SOCKET':
      return 'CONNECTION_LOST';
    default:
      return /CERT|TLS|SSL|SELF_SIGNED|ALTNAME/.test(code) ? 'CERTIFICATE' : 'NOT_HTTP';
  }
}
