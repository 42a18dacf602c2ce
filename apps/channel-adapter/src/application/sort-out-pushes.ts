import type { ReceivedPush } from './accept-push.ts';
import type { Wake } from './ports.ts';

/** Pushes that go in one commit, each message and each wake-up once. */
export interface PushBatch {
  readonly bodies: readonly ReceivedPush['body'][];
  readonly messages: readonly { readonly shopId: string; readonly key: string; readonly digest: Buffer; readonly bodyId: string }[];
  /** By the place of the message that brings it. */
  readonly wakes: readonly (Wake & {
    readonly message: number;
    readonly shopId: string;
    readonly traceparent: string;
    /** When its own push came: what was read before that knows nothing of it. */
    readonly receivedAt: Date;
  })[];
}

/** A message that came twice counts once; a push whose message id came before in the batch with another content is no part of it. */
export function sortOut(pushes: readonly ReceivedPush[]): PushBatch & { readonly clashes: ReadonlySet<string> } {
  const digests = new Map<string, Buffer>();
  const clashes = new Set<string>();
  const bodies: ReceivedPush['body'][] = [];
  const messages: PushBatch['messages'][number][] = [];
  const wakes: PushBatch['wakes'][number][] = [];
  for (const { shopId, body, messages: brought, traceparent } of pushes) {
    const news = new Map<string, ReceivedPush['messages'][number]>();
    let isClash = false;
    for (const message of brought) {
      const name = `${shopId} ${message.key}`;
      const before = digests.get(name) ?? news.get(name)?.digest;
      if (before === undefined) news.set(name, message);
      else isClash ||= !before.equals(message.digest);
    }
    if (isClash) {
      clashes.add(body.id);
      continue;
    }
    if (news.size > 0) bodies.push(body);
    for (const [name, { key, digest, wakes: woken }] of news) {
      digests.set(name, digest);
      wakes.push(...woken.map((wake) => ({ ...wake, message: messages.length, shopId, traceparent, receivedAt: body.receivedAt })));
      messages.push({ shopId, key, digest, bodyId: body.id });
    }
  }
  return { clashes, bodies, messages, wakes: withMergedHints(wakes) };
}

/** Only one of the wake-ups of an order is written: each knows what all of them said. */
function withMergedHints(wakes: PushBatch['wakes']): PushBatch['wakes'] {
  const hints = new Map<string, Wake['hint']>();
  const nameOf = (wake: PushBatch['wakes'][number]): string => `${wake.shopId} ${wake.kind} ${wake.platformNo}`;
  for (const wake of wakes) hints.set(nameOf(wake), { ...hints.get(nameOf(wake)), ...wake.hint });
  return wakes.map((wake) => ({ ...wake, hint: hints.get(nameOf(wake)) ?? wake.hint }));
}
