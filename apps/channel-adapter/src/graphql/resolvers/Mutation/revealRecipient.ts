import { reachesShop } from '@orderloom/subgraph';
import { openRecipients } from '../../../application/open-recipients.ts';
import { addressText } from '../../../domain/recipient.ts';
import { refusalFor, type ChannelContext } from '../../context.ts';

export async function revealRecipient(
  _root: unknown,
  args: { readonly orderId: string; readonly reason: string },
  context: ChannelContext,
): Promise<object> {
  const refusal = refusalFor(context, 'service', 'operations');
  if (refusal !== undefined) return refusal;
  const facts = (await context.open.vault.factsOfOrders([args.orderId])).get(args.orderId);
  const [record] =
    facts === undefined || !reachesShop(context.viewer, facts.shopId)
      ? []
      : await openRecipients(context.open, {
          tokens: [facts.token],
          purpose: 'PERSON_REVEAL',
          actor: context.viewer.account,
          reason: args.reason,
        });
  if (record === undefined)
    return { __typename: 'RecipientNotFound', code: 'RECIPIENT_NOT_FOUND', message: 'The vault knows no recipient for this order.' };
  return { __typename: 'RevealedRecipient', name: record.plain.name, phone: record.plain.phone, address: addressText(record.plain) };
}
