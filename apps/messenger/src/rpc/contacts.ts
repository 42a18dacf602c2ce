import { VaultDefinition } from '@orderloom/contracts/hub/channel/v1/service';
import { rpcClient } from '@orderloom/rpc';
import type { Contacts } from '../application/ports.ts';

/** Contacts from the vault; asked for in batches, kept nowhere. */
export function vaultContacts(options: { readonly internalKey: Buffer; readonly address: string }): Contacts & { close(): void } {
  const client = rpcClient(VaultDefinition, options.address, {
    internalKey: options.internalKey,
    caller: 'messenger',
    idempotent: ['openRecipients'],
    deadlineMs: 3_000,
  });
  return {
    openIds: async (tokens) => {
      const answer = await client.call.openRecipients({
        tokens: [...tokens],
        purpose: 'CUSTOMER_MESSAGE',
        actor: 'messenger',
        reason: 'logistics card',
      });
      return new Map(answer.recipients.map((recipient) => [recipient.token, recipient.wechatOpenId]));
    },
    close: client.close,
  };
}
