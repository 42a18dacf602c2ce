import { replaceShopSecret as replace, type ReplaceOutcome } from '../../../application/keep-shop-secrets.ts';
import { refusalFor, type ChannelContext } from '../../context.ts';
import { shownCredentials } from '../../shown-credentials.ts';

export async function replaceShopSecret(
  _root: unknown,
  args: { readonly shopId: string; readonly name: string; readonly value: string; readonly reason: string },
  context: ChannelContext,
): Promise<object> {
  const refusal = refusalFor(context, 'admin');
  if (refusal !== undefined) return refusal;
  const outcome = await replace(context.secrets, { ...args, value: args.value.trim(), by: context.viewer.account });
  if (outcome.kind === 'SHOP_UNKNOWN') return { __typename: 'ShopUnknown', code: 'SHOP_UNKNOWN', message: 'There is no such shop.' };
  if (outcome.kind !== 'REPLACED')
    return { __typename: 'ShopSecretRefused', ...words[outcome.kind], words: outcome.kind === 'REFUSED' ? outcome.words : null };
  const stored = (await context.secrets.secrets.read()).find(({ shopId }) => shopId === args.shopId);
  return { __typename: 'ShopSecretReplaced', credentials: stored === undefined ? null : shownCredentials(stored) };
}

const words: Readonly<
  Record<Exclude<ReplaceOutcome['kind'], 'REPLACED' | 'SHOP_UNKNOWN'>, { readonly code: string; readonly message: string }>
> = {
  FIELD_UNKNOWN: { code: 'SECRET_UNKNOWN', message: 'The shop has no secret of this name.' },
  UNUSABLE: { code: 'SECRET_UNUSABLE', message: 'The value does not have the form of this secret.' },
  REFUSED: { code: 'PLATFORM_REFUSED', message: 'The platform refused it.' },
  SILENT: { code: 'PLATFORM_SILENT', message: 'The platform did not answer, so nothing was replaced.' },
};
