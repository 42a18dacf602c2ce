import type { AddressVerdict } from '../application/change-own-address.ts';

/** The order service's verdict as a member of ChangeAddressResult. */
export function addressAnswer(orderId: string, verdict: AddressVerdict): object {
  const order = { id: orderId };
  switch (verdict.answer) {
    case 'CHANGED':
      return { __typename: 'AddressChanged', order };
    case 'PROPOSED':
      return { __typename: 'AddressChangeProposed', order, proposalId: verdict.proposalId };
    case 'ORDER_NOT_FOUND':
      return refused('OrderNotFound', verdict.answer, 'No such order.');
    case 'ALREADY_OUTBOUND':
      return {
        ...refused('AlreadyOutbound', verdict.answer, 'The goods have left the warehouse.'),
        outboundAt: verdict.outboundAt === '' ? null : verdict.outboundAt,
      };
    case 'ALREADY_ENDED':
      return refused('AlreadyEnded', verdict.answer, 'The order has ended.');
    case 'STOP_UNDER_WAY':
      return refused('CancelUnderWay', 'CANCEL_UNDER_WAY', 'The warehouse is being asked about the order.');
    case 'REASON_UNUSABLE':
      return { ...refused('ReasonUnusable', verdict.answer, 'The reason cannot be kept.'), why: verdict.why };
  }
}

export function refused(typename: string, code: string, message: string): { readonly __typename: string } {
  return { __typename: typename, ...{ code, message } };
}
