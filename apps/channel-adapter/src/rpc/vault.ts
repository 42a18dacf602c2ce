import { VaultDefinition } from '@orderloom/contracts/hub/channel/v1/service';
import { serve, type RpcService } from '@orderloom/rpc';
import { indexTerms, openRecipients, type OpenDeps } from '../application/open-recipients.ts';

/** The vault's door for other services. */
export function vaultRpc(deps: OpenDeps): RpcService {
  return serve(VaultDefinition, {
    openRecipients: async (request, at) => {
      const opened = await openRecipients(deps, {
        tokens: request.tokens,
        purpose: request.purpose,
        actor: request.actor || at.identity.caller,
        reason: request.reason,
      });
      const found = new Set(opened.map((record) => record.token));
      return {
        recipients: opened.map(({ token, plain, wechatOpenId }) => ({
          token,
          name: plain.name,
          phone: plain.phone,
          province: plain.province,
          city: plain.city,
          county: plain.county,
          town: plain.town,
          detail: plain.detail,
          buyerRemark: plain.remark,
          wechatOpenId,
          platformAddressToken: plain.addressToken,
        })),
        missingTokens: request.tokens.filter((token) => !found.has(token)),
      };
    },
    indexTerms: (request) => Promise.resolve({ indexes: [...indexTerms(deps.vault, request.terms)] }),
  });
}
