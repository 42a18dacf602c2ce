import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { isObject } from '../../core/big-json.ts';
import type { Json } from '../../core/big-json.ts';
import { nowSeconds } from '../../core/clock.ts';
import type { SandboxContext } from '../../core/system.ts';
import type { DouyinShop } from '../../core/world.ts';
import { REFUSALS, business, invalid } from './answer.ts';
import type { Outcome, Refusal } from './answer.ts';

const ACCESS_SECONDS = 7 * 24 * 3600;
const REFRESH_SECONDS = 14 * 24 * 3600;
/** A second `token.create` gets the living token again while it still has this long to go. */
const REUSE_ABOVE_SECONDS = 3600;

const pairSchema = z.object({ access: z.string(), refresh: z.string(), accessUntil: z.int(), refreshUntil: z.int() });
type Pair = z.infer<typeof pairSchema>;
const record = z.object({ t: z.literal('tokens'), pair: pairSchema, expired: z.array(z.string()) });

export interface Tokens {
  create(body: Json): Outcome;
  refresh(body: Json): Outcome;
  /** Null when the token opens the shop. */
  refusalOf(accessToken: string | null, method: string): Refusal | null;
  state(): unknown;
  restore(kept: unknown): boolean;
  reset(): void;
}

export function createTokens(context: SandboxContext, shop: DouyinShop, system: string): Tokens {
  let pair: Pair | null = null;
  let expired = new Set<string>();
  let issued = 0;

  const keep = (): void => {
    if (pair !== null) context.journal.write(system, { t: 'tokens', pair, expired: [...expired] });
  };

  const issue = (): Pair => {
    if (pair !== null) expired.add(pair.access);
    const now = nowSeconds();
    pair = { access: randomUUID(), refresh: randomUUID(), accessUntil: now + ACCESS_SECONDS, refreshUntil: now + REFRESH_SECONDS };
    issued += 1;
    context.ledger.append('token-issued', system, shop.id, { nth: issued });
    keep();
    return pair;
  };

  const show = ({ access, refresh, accessUntil }: Pair): Outcome => ({
    data: {
      access_token: access,
      expires_in: accessUntil - nowSeconds(),
      scope: 'SCOPE',
      shop_id: Number(shop.credentials.platformShopId),
      shop_name: shop.name,
      refresh_token: refresh,
      authority_id: shop.credentials.platformShopId,
    },
  });

  return {
    create(body) {
      if (!isObject(body)) return { refusal: invalid('param_json') };
      if (body['grant_type'] !== 'authorization_self' && body['grant_type'] !== 'authorization_code')
        return { refusal: invalid('grant_type') };
      if (body['grant_type'] === 'authorization_self' && String(body['shop_id'] ?? '') !== shop.credentials.platformShopId) {
        return { refusal: invalid('shop_id') };
      }
      const living = pair !== null && !expired.has(pair.access) && pair.accessUntil - nowSeconds() > REUSE_ABOVE_SECONDS;
      return show(living && pair !== null ? pair : issue());
    },
    refresh(body) {
      if (!isObject(body) || body['grant_type'] !== 'refresh_token') return { refusal: invalid('grant_type') };
      if (pair === null || body['refresh_token'] !== pair.refresh)
        return { refusal: business('isv.parameter-invalid', 'refresh_token无效') };
      if (pair.refreshUntil < nowSeconds()) return { refusal: business('isv.parameter-invalid', 'refresh_token已过期') };
      return show(issue());
    },
    refusalOf(accessToken, method) {
      if (accessToken === null || accessToken === '') return REFUSALS.tokenMissing;
      if (pair !== null && accessToken === pair.access && context.misbehave.decide(system, method, shop.id, ['expire-token']) !== 'none') {
        context.ledger.append('misbehaved', system, shop.id, { operation: method, fault: 'expire-token' });
        expired.add(pair.access);
        keep();
      }
      if (expired.has(accessToken)) return REFUSALS.tokenExpired;
      if (pair === null || accessToken !== pair.access) return REFUSALS.tokenInvalid;
      return pair.accessUntil < nowSeconds() ? REFUSALS.tokenExpired : null;
    },
    state: () => ({ issued, living: pair !== null && !expired.has(pair.access) }),
    restore(kept) {
      const parsed = record.safeParse(kept);
      if (!parsed.success) return false;
      pair = parsed.data.pair;
      expired = new Set(parsed.data.expired);
      return true;
    },
    reset() {
      pair = null;
      expired = new Set();
    },
  };
}
