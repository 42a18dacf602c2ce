import type { CarrierLink, Sender, OpenedRecipient } from '../../application/ports.ts';
import type { SfAccount, SfClient } from './client.ts';
import { queryOrder } from './query.ts';
import { readWaybill } from './waybill.ts';

/** Some accounts answer this instead of the first waybill when an order id comes again. */
const REPEATED = '8016';

/** Asks for a waybill; our parcel id is SF's order id, so that asking again gives the first number. */
export function createSfOrder(client: SfClient, account: SfAccount): CarrierLink['createOrder'] {
  return async (wish) => {
    const answer = await client.call(
      'EXP_RECE_CREATE_ORDER',
      {
        language: 'zh-CN',
        orderId: wish.parcelId,
        cargoDetails: wish.lines.map((line) => ({ name: plain(line.title), count: line.quantity })),
        contactInfoList: [contact(1, wish.sender), contact(2, wish.recipient)],
        ...(account.monthlyCard === '' ? {} : { monthlyCard: account.monthlyCard }),
        payMethod: 1,
        expressTypeId: Number(wish.service),
        parcelQty: 1,
        ...(wish.broughtNumber === null ? {} : { waybillNoInfoList: [{ waybillType: 1, waybillNo: wish.broughtNumber }] }),
        ...(wish.weightGrams > 0 ? { totalWeight: Number((wish.weightGrams / 1000).toFixed(3)) } : {}),
        isReturnRoutelabel: 1,
      },
      wish.parcelId,
    );
    if (answer.code === REPEATED) return queryOrder(client, wish.parcelId);
    if (!answer.ok) return { rawRef: answer.rawRef, outcome: { kind: 'REFUSED', code: answer.code, reason: answer.message } };
    return { rawRef: answer.rawRef, outcome: readWaybill(answer.data, wish.parcelId) };
  };
}

function contact(contactType: 1 | 2, person: Sender | OpenedRecipient): object {
  return {
    contactType,
    contact: plain(person.name),
    mobile: person.phone,
    country: 'CN',
    province: plain(person.province),
    city: plain(person.city),
    county: plain(person.county),
    address: plain(person.detail),
  };
}

/** "~" and "*" are encoded differently by SF's own kits: they never enter a signed text. */
function plain(text: string): string {
  return text.replaceAll('~', '-').replaceAll('*', 'x');
}
