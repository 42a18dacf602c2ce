import { beijingText } from '../src/systems/beijing-time.ts';
import { signedQuery } from '../src/systems/qimen-wms/sign.ts';
import { parseXml, type XmlElement } from '../src/systems/qimen-wms/xml.ts';
import type { Outside } from './open-outside.ts';

export interface Wish {
  readonly code: string;
  readonly warehouse?: string;
  readonly item?: string;
  readonly quantity?: string;
  readonly mobile?: string;
  readonly expressCode?: string;
  readonly logisticsCode?: string;
}

const address = (block: string, mobile: string): string =>
  `<${block}><name>王小茶</name><mobile>${mobile}</mobile><province>广东省</province><city>广州市</city><detailAddress>天河路1号</detailAddress></${block}>`;

export const orderXml = (wish: Wish): string =>
  `<deliveryOrder><deliveryOrderCode>${wish.code}</deliveryOrderCode><orderType>JYCK</orderType><warehouseCode>${wish.warehouse ?? 'WH-HZ'}</warehouseCode>` +
  '<sourcePlatformCode>DYXD</sourcePlatformCode><createTime>2026-11-22 10:00:00</createTime><placeOrderTime>2026-11-22 10:00:00</placeOrderTime>' +
  '<operateTime>2026-11-22 10:00:00</operateTime><shopNick>青野茶事</shopNick><totalAmount>268.00</totalAmount><arAmount>0</arAmount><gotAmount>268.00</gotAmount>' +
  `<logisticsCode>${wish.logisticsCode ?? 'SF'}</logisticsCode><expressCode>${wish.expressCode ?? ''}</expressCode>` +
  `${address('senderInfo', '05718888')}${address('receiverInfo', wish.mobile ?? '13800001111')}</deliveryOrder>` +
  `<orderLines><orderLine><orderLineNo>1</orderLineNo><ownerCode>QINGYE</ownerCode><itemCode>${wish.item ?? 'TEA-LONGJING-250'}</itemCode>` +
  `<inventoryType>ZP</inventoryType><planQty>${wish.quantity ?? '1'}</planQty><actualPrice>268.00</actualPrice></orderLine></orderLines>`;

/** Signs and sends one call as the hub would; `change` spoils the query after signing. */
export async function callQimen(
  outside: Outside,
  method: string,
  body: string,
  change: (query: URLSearchParams) => void = () => undefined,
): Promise<XmlElement> {
  const { wms } = outside.world;
  const query = new URLSearchParams(
    signedQuery({
      method,
      appKey: wms.appKey,
      customerId: wms.customerId,
      secret: wms.secret,
      body,
      timestamp: beijingText(Date.now()),
    }),
  );
  change(query);
  const answer = await fetch(`${outside.base}/qimen/service?${query.toString()}`, {
    method: 'POST',
    headers: { 'content-type': 'text/xml' },
    body,
  });
  if (answer.status !== 200) throw new Error(`qimen answered ${answer.status}`);
  return parseXml(await answer.text());
}

export const createQimenOrder = (outside: Outside, code: string): Promise<XmlElement> =>
  callQimen(outside, 'deliveryorder.create', `<request>${orderXml({ code })}</request>`);
