import type { AccessToken } from '../../application/ports.ts';
import { textOf } from '../../domain/lossless-json.ts';
import type { WechatCredentials } from './credentials.ts';

/** There is no refresh token; the stable token's call gives the same one until it nears its end, so a second asker harms nobody. */
export function renewWechatToken(deps: {
  readonly credentials: WechatCredentials;
  readonly now: () => Date;
  readonly send: (path: string, body: Readonly<Record<string, unknown>>) => Promise<unknown>;
}): (before: AccessToken | undefined) => Promise<AccessToken> {
  return async (before) => {
    const answer = await deps.send('/cgi-bin/stable_token', {
      grant_type: 'client_credential',
      appid: deps.credentials.appId,
      secret: deps.credentials.appSecret,
      // Still running, but we were asked: the platform refused it, so the stable call must not hand it out again.
      force_refresh: before !== undefined && before.expiresAt > deps.now(),
    });
    const expiresAt = new Date(deps.now().getTime() + Number(textOf(answer, 'expires_in') || '0') * 1_000);
    return { accessToken: textOf(answer, 'access_token'), refreshToken: '', expiresAt, refreshExpiresAt: expiresAt };
  };
}
