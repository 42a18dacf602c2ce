import { randomBytes } from 'node:crypto';
import type { SandboxContext } from '../../core/system.ts';
import { decrypt, encrypt, messageSignature, type Sealing } from './crypt.ts';

export interface Receiver {
  readonly url: string;
  readonly token: string;
  readonly sealing: Sealing;
}

const seconds = 1000;
const retryGaps = [5 * seconds, 5 * seconds, 5 * seconds];

export interface SealedEvent {
  readonly system: string;
  readonly operation: string;
  readonly key: string;
  readonly xml: string;
  /** Around the sealed text, `<ToUserName>` and the like. */
  readonly envelope: (sealed: string) => string;
  readonly onReply?: (xml: string) => void;
}

/** Sends an event sealed and signed; every attempt has its own nonce. */
export function sendEvent(context: SandboxContext, receiver: Receiver, event: SealedEvent): void {
  const { system, operation, key } = event;
  context.push(
    receiver.url,
    () => {
      const sealed = encrypt(event.xml, receiver.sealing, randomBytes(16));
      return { headers: { 'content-type': 'text/xml' }, query: signedQuery(receiver.token, sealed), body: event.envelope(sealed) };
    },
    {
      system,
      operation,
      key,
      retry: retryGaps,
      deadlineMs: 5 * seconds,
      acknowledged: (status, body) => status === 200 && isFineReply(receiver, body.trim(), event.onReply),
    },
  );
}

/** The check when a callback address is saved: the receiver must decrypt the echo and answer it bare. */
export async function checkAddress(receiver: Receiver): Promise<boolean> {
  const echo = randomBytes(8).toString('hex');
  const sealed = encrypt(echo, receiver.sealing, randomBytes(16));
  const query = `${signedQuery(receiver.token, sealed)}&${new URLSearchParams({ echostr: sealed }).toString()}`;
  const answer = await fetch(`${receiver.url}?${query}`, { signal: AbortSignal.timeout(1000) });
  return answer.status === 200 && (await answer.text()) === echo;
}

function signedQuery(token: string, sealed: string): string {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const nonce = randomBytes(6).toString('hex');
  return new URLSearchParams({ msg_signature: messageSignature(token, timestamp, nonce, sealed), timestamp, nonce }).toString();
}

/** Empty, `success`, or a sealed passive reply with a right signature. */
function isFineReply(receiver: Receiver, body: string, onReply: ((xml: string) => void) | undefined): boolean {
  if (body === '' || body === 'success') return true;
  const part = (name: string): string => new RegExp(`<${name}>(?:<!\\[CDATA\\[)?([^\\]<]*)`).exec(body)?.[1] ?? '';
  const sealed = part('Encrypt');
  if (sealed === '' || part('MsgSignature') !== messageSignature(receiver.token, part('TimeStamp'), part('Nonce'), sealed)) return false;
  onReply?.(decrypt(sealed, receiver.sealing));
  return true;
}
