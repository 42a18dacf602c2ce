import type { RecipientView } from '@orderloom/contracts/hub/common/v1/types';
import type { Recipient } from './domain/order.ts';

/** What the hub may know of a recipient, as messages and calls bring it. */
export function recipientOf(view: RecipientView): Recipient {
  return {
    token: view.token,
    maskedName: view.maskedName,
    maskedPhone: view.maskedPhone,
    district: view.district,
    coordinate: view.coordinate,
    phoneIndex: view.phoneIndex,
    phoneTailIndex: view.phoneTailIndex,
    addressVague: view.addressVague,
  };
}
