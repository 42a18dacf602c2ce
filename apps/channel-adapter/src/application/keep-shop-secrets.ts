import { inTransaction, type Outbox } from '@orderloom/outbox';
import { OutboundUnavailable } from '@orderloom/service-runtime';
import type { Pool } from 'pg';
import { isSecret } from '../domain/credential-fields.ts';
import { PlatformRefused } from './platform-refused.ts';
import { auditEvent } from './audit.ts';
import type { RenewableChannel, Shop, ShopChannel, ShopSecrets } from './ports.ts';

export interface SecretDeps {
  readonly pool: Pool;
  readonly outbox: Outbox;
  readonly secrets: ShopSecrets;
  readonly channels: ReadonlyMap<string, RenewableChannel>;
  /** A channel for one question, beside the one in use. */
  readonly openAside: (shop: Shop) => ShopChannel;
  readonly now: () => Date;
}

export type Reached =
  | { readonly kind: 'REACHED'; readonly tookMs: number }
  | { readonly kind: 'REFUSED'; readonly words: string }
  | { readonly kind: 'SILENT' };

const LOOK_BACK_MS = 60_000;

/** Asks the platform for the orders of the last minute, as every poll does. */
export async function reachShop(deps: Pick<SecretDeps, 'openAside' | 'now'>, shop: Shop): Promise<Reached> {
  const began = performance.now();
  let channel: ShopChannel | undefined;
  try {
    channel = deps.openAside(shop);
    const until = deps.now();
    for await (const _page of channel.changedOrders(new Date(until.getTime() - LOOK_BACK_MS), until)) break;
    return { kind: 'REACHED', tookMs: performance.now() - began };
  } catch (error) {
    if (error instanceof PlatformRefused) return { kind: 'REFUSED', words: `${error.code} ${error.message}`.slice(0, 200) };
    if (error instanceof OutboundUnavailable) return { kind: 'SILENT' };
    throw error;
  } finally {
    await channel?.close().catch(() => undefined);
  }
}

export type ReplaceOutcome =
  | { readonly kind: 'REPLACED' }
  | { readonly kind: 'SHOP_UNKNOWN' }
  | { readonly kind: 'FIELD_UNKNOWN' }
  | { readonly kind: 'UNUSABLE' }
  | Exclude<Reached, { kind: 'REACHED' }>;

/** Puts a new secret in the place of the old one, after the platform took it; the channel speaks with it at once. */
export async function replaceShopSecret(
  deps: SecretDeps,
  asked: { readonly shopId: string; readonly name: string; readonly value: string; readonly reason: string; readonly by: string },
): Promise<ReplaceOutcome> {
  const renewable = deps.channels.get(asked.shopId);
  if (renewable === undefined) return { kind: 'SHOP_UNKNOWN' };
  const stored = (await deps.secrets.read()).find(({ shopId }) => shopId === asked.shopId)?.credentials;
  if (stored === undefined) return { kind: 'SHOP_UNKNOWN' };
  if (!(asked.name in stored) || !isSecret(asked.name)) return { kind: 'FIELD_UNKNOWN' };
  // Before the row is locked: the shop's pushes write into it, and the platform may take its time.
  const reached = await reachUsable(deps, { ...renewable.channel.shop, credentials: { ...stored, [asked.name]: asked.value } });
  if (reached.kind !== 'REACHED') return reached;
  return inTransaction(deps.pool, async (tx): Promise<ReplaceOutcome> => {
    const before = await deps.secrets.lock(tx, asked.shopId);
    if (before === undefined) return { kind: 'SHOP_UNKNOWN' };
    const credentials = { ...before, [asked.name]: asked.value };
    const now = deps.now();
    await deps.secrets.write(tx, asked.shopId, credentials, asked.by, now);
    await deps.outbox.append(tx, [
      auditEvent({
        actor: asked.by,
        actorKind: 'PERSON',
        deed: 'shop.replace-secret',
        subjectKind: 'shop',
        subjectId: asked.shopId,
        // Neither the old value nor the new one: the log is read by many.
        details: { field: asked.name, reason: asked.reason },
        now,
      }),
    ]);
    tx.onCommit(() => renewable.renew(credentials));
    return { kind: 'REPLACED' };
  });
}

/** A value of the wrong form never gets as far as the platform. */
async function reachUsable(deps: SecretDeps, shop: Shop): Promise<Reached | { readonly kind: 'UNUSABLE' }> {
  try {
    await deps.openAside(shop).close();
  } catch {
    return { kind: 'UNUSABLE' };
  }
  return reachShop(deps, shop);
}
