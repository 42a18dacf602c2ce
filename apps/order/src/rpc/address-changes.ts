import { AddressAnswer, AddressChangesDefinition } from '@orderloom/contracts/hub/order/v1/service';
import { serve, type RpcService } from '@orderloom/rpc';
import type { AddressChange, AddressVerdict } from '../application/change-address.ts';
import { recipientOf } from '../read-recipient.ts';

/** The door for whoever holds addresses: what is asked here was sealed before. */
export function addressChanges(change: (wish: AddressChange) => Promise<AddressVerdict>): RpcService {
  return serve(AddressChangesDefinition, {
    changeAddress: async ({ recipient, ...wish }) => {
      if (recipient === undefined) throw new Error('An address change needs its recipient.');
      const verdict = await change({ ...wish, recipient: recipientOf(recipient) });
      return {
        answer: AddressAnswer[verdict.answer],
        proposalId: verdict.proposalId,
        recipientToken: verdict.recipientToken,
        outboundAt: verdict.outboundAt === '' ? undefined : new Date(verdict.outboundAt),
        why: verdict.why,
      };
    },
  });
}
