import type { Address, Buyers } from './buyers.ts';
import { BuyerRefused } from './marketplace.ts';
import type { WantedAddress } from './marketplace.ts';
import { findDistrict } from './places.ts';

export interface ReceiverOfOrder {
  readonly name: string;
  readonly phone: string;
  readonly address: Address;
}

/** The buyer at home, or as the wish says. `livesAt`: index of the buyer whose home is meant instead. */
export function receiverFor(buyers: Buyers, index: number, wanted: WantedAddress, livesAt = index): ReceiverOfOrder {
  const buyer = buyers.byIndex(index);
  const home = buyers.byIndex(livesAt).address;
  const district = wanted.district === undefined ? undefined : findDistrict(wanted.district);
  if (wanted.district !== undefined && district === undefined) throw new BuyerRefused(`no district ${wanted.district}`);
  return {
    name: wanted.name ?? buyer.name,
    phone: wanted.phone ?? buyer.phone,
    address: {
      ...home,
      ...(district === undefined ? {} : { ...district, street: { ...home.street, code: `${district.district.code}001` } }),
      detail: wanted.detail ?? home.detail,
    },
  };
}
