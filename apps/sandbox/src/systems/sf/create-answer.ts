import { readAddress } from '../amap/read-address.ts';
import type { Book, SfOrder } from './book.ts';

export const createAnswer = (book: Book, order: SfOrder): unknown => ({
  orderId: order.orderId,
  originCode: cityCode(order.sender.province + order.sender.city),
  destCode: cityCode(order.receiver.province + order.receiver.city),
  filterResult: 2,
  remark: '',
  waybillNoInfoList: numbersOf(book, order),
  routeLabelInfo: order.waybills.slice(0, 1).map((waybillNo) => ({
    code: '1000',
    message: '',
    routeLabelData: routeLabel(order, waybillNo),
  })),
});

export const numbersOf = (book: Book, order: SfOrder): readonly { readonly waybillType: number; readonly waybillNo: string }[] =>
  order.waybills.map((waybillNo) => ({ waybillType: book.waybills.get(waybillNo)?.kind ?? 2, waybillNo }));

/** SF names cities by telephone area code without the leading zero. */
export const cityCode = (place: string): string => (readAddress(place)?.areaCode ?? '').replace(/^0+/, '');

function routeLabel(order: SfOrder, waybillNo: string): unknown {
  const code = cityCode(order.receiver.province + order.receiver.city);
  return {
    waybillNo,
    sourceTransferCode: `${cityCode(order.sender.province + order.sender.city)}W`,
    destCityCode: code,
    destTransferCode: `${code}W`,
    destRouteLabel: `${code}W-${code}A`,
    proName: '标快',
    proCode: 'T4',
    limitTypeCode: 'T4',
    cargoTypeCode: 'C201',
    expressTypeCode: 'B1',
    codingMapping: 'S10',
    printFlag: '000000000',
    printIcon: '00000000',
    twoDimensionCode: `MMM={'k1':'${code}W','k2':'${code}','k5':'${waybillNo}'}`,
    abFlag: 'A',
    checkCode: waybillNo.slice(-8),
  };
}
