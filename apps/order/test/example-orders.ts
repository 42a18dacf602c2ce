import type { Capture } from '../src/domain/capture.ts';
import type { Recipient } from '../src/domain/order.ts';

const yuan = (minor: bigint) => ({ minor, currency: 'CNY' });

export const recipient: Recipient = {
  token: 'token-1',
  maskedName: '张*',
  maskedPhone: '138****0000',
  district: { code: '330106', province: '浙江省', city: '杭州市', county: '西湖区' },
  coordinate: { longitude: 120.1, latitude: 30.2, precision: 'COORDINATE_PRECISION_COUNTY' },
  phoneIndex: 'i',
  phoneTailIndex: 't',
  addressVague: false,
};

/** A paid order of two lines: 2 of A, 1 of B. */
export const paidCapture: Capture = {
  channel: 'DY',
  shopId: 'dy-flagship',
  platformOrderNo: '6900001',
  system: 'douyin',
  platformVersion: 1n,
  state: 'PAID',
  recipient,
  buyerToken: 'buyer',
  lines: [
    { lineNo: '1', sku: 'A', title: 'Tea', quantity: 2, unitPrice: yuan(100n), paidShare: yuan(180n), gift: false, coldChain: false },
    { lineNo: '2', sku: 'B', title: 'Cup', quantity: 1, unitPrice: yuan(50n), paidShare: yuan(50n), gift: false, coldChain: false },
  ],
  goodsAmount: yuan(250n),
  discountAmount: yuan(20n),
  freightAmount: yuan(0n),
  paidAmount: yuan(230n),
  submittedAt: undefined,
  platformCreatedAt: new Date('2026-11-21T16:00:01Z'),
  receivedAt: new Date('2026-11-21T16:00:02Z'),
  paidAt: new Date('2026-11-21T16:00:01Z'),
  promisedShipAt: new Date('2026-11-23T16:00:01Z'),
  presale: false,
  extensions: {},
  defaultedFields: [],
};
