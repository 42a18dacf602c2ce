import type { AccessToken } from '../../application/ports.ts';
import { textOf } from '../../domain/lossless-json.ts';
import { PlatformRefused } from '../../application/platform-refused.ts';
import type { DouyinCredentials } from './credentials.ts';

interface TokenDeps {
  readonly credentials: DouyinCredentials;
  readonly now: () => Date;
  readonly send: (method: string, params: Readonly<Record<string, unknown>>) => Promise<{ readonly data: unknown }>;
}

const DAY_MS = 86_400_000;
const REFRESH_LIFE_MS = 14 * DAY_MS;

/** Refreshing rotates both tokens; where the refresh token is gone or refused, the shop's own authorisation makes a new pair. */
export function renewDouyinToken(deps: TokenDeps): (before: AccessToken | undefined) => Promise<AccessToken> {
  const create = (): Promise<{ readonly data: unknown }> =>
    deps.send('token.create', { code: '', grant_type: 'authorization_self', shop_id: deps.credentials.platformShopId });
  const refresh = async (refreshToken: string): Promise<{ readonly data: unknown }> => {
    try {
      return await deps.send('token.refresh', { grant_type: 'refresh_token', refresh_token: refreshToken });
    } catch (error) {
      if (!(error instanceof PlatformRefused) || error.retryable) throw error;
      return create();
    }
  };
  return async (before) => {
    const usable = before !== undefined && before.refreshToken !== '' && before.refreshExpiresAt > deps.now();
    const { data } = usable ? await refresh(before.refreshToken) : await create();
    const now = deps.now().getTime();
    const lifeMs = Number(textOf(data, 'expires_in') || '0') * 1_000;
    return {
      accessToken: textOf(data, 'access_token'),
      refreshToken: textOf(data, 'refresh_token'),
      expiresAt: new Date(now + lifeMs),
      refreshExpiresAt: new Date(now + REFRESH_LIFE_MS),
    };
  };
}
