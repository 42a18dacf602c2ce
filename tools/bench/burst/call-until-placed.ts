import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';

/** One order that a caller wants placed, under one idempotency key. */
export interface Wish {
  readonly orderNo: string;
  readonly idempotencyKey: string;
  readonly body: string;
}

/** What one caller heard in the end, and what it went through. */
export interface Placing {
  readonly wish: Wish;
  /** The whole last answer, as text: two of one key must be the same. */
  readonly told: string;
  readonly orderId: string | undefined;
  readonly duplicate: boolean | undefined;
  readonly ms: number;
  /** Its first answer from beyond the limits. */
  readonly firstMs: number;
  readonly requests: number;
  readonly limited: number;
  /** Times it was told that the order is kept and that it ask again. */
  readonly kept: number;
  /** Times it heard nothing that says what became of the order. */
  readonly unanswered: number;
}

const answerShape = z.object({
  data: z
    .object({
      placeOrder: z
        .object({ __typename: z.string(), duplicate: z.boolean().optional(), order: z.object({ id: z.string() }).optional() })
        .loose(),
    })
    .nullish(),
});

const PAUSE_MS = 1_000;

/** Places one order as the guide tells a partner's program to: limits, no answer and "ask again" are no end, the key stays the same. */
export async function callUntilPlaced(door: { readonly url: string; readonly key: string }, wish: Wish, until: number): Promise<Placing> {
  const began = performance.now();
  let firstMs = 0;
  const went = { requests: 0, limited: 0, kept: 0, unanswered: 0 };
  for (;;) {
    const answer = await askOnce(door, wish.body);
    went.requests += 1;
    const placed = answer?.status === 429 ? undefined : answerShape.safeParse(answer?.json).data?.data?.placeOrder;
    if (answer?.status !== 429 && firstMs === 0) firstMs = performance.now() - began;
    const isEnd = placed !== undefined && placed.__typename !== 'OrderTaken' && placed.__typename !== 'OrderInDoubt';
    if (isEnd || Date.now() > until) {
      const told = JSON.stringify(placed ?? answer?.json ?? null);
      return { wish, told, orderId: placed?.order?.id, duplicate: placed?.duplicate, ms: performance.now() - began, firstMs, ...went };
    }
    if (answer?.status === 429) {
      went.limited += 1;
      await delay(answer.retryAfterMs);
    } else {
      if (placed?.__typename === 'OrderTaken') went.kept += 1;
      else went.unanswered += 1;
      await delay(PAUSE_MS);
    }
  }
}

interface Heard {
  readonly status: number;
  readonly json: unknown;
  readonly retryAfterMs: number;
}

async function askOnce({ url, key }: { readonly url: string; readonly key: string }, body: string): Promise<Heard | undefined> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body,
    });
    const json: unknown = await answer.json();
    return { status: answer.status, json, retryAfterMs: Number(answer.headers.get('retry-after') ?? '1') * 1000 };
  } catch {
    return undefined; // cut off, or not let in: the key makes it safe to ask again
  }
}
