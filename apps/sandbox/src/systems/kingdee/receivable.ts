import { type AccountSet, Faults } from './account-set.ts';
import type { Bill, Bills, Fields } from './bills.ts';
import { entriesOf, flatten, type Model, readDate, readFen, receivableNumberKeys, textOf } from './model.ts';

/** AR_receivable. Only an own `FBillNo` makes a repeated Save recognisable. */
export function readReceivable(model: Model, set: AccountSet, bills: Bills): Bill {
  const faults = new Faults();
  const head = flatten(model, receivableNumberKeys);
  const entries = entriesOf(model, 'FEntityDetail', receivableNumberKeys);
  const date = readDate(textOf(head, 'FDATE'));
  checkHead(head, date, set, faults);
  const amountFen = checkEntries(entries, set, faults);
  const id = Number(head['FID'] ?? 0);
  const own = textOf(head, 'FBILLNO');
  if (own !== '' && bills.numbered('AR_receivable', own).some((bill) => bill.id !== id)) {
    faults.add('FBillNo', `编码为“${own}”的应收单已经存在，违反单据编号唯一性`);
  }
  faults.throwIfAny();
  const newId = id || bills.nextId();
  const number = own || `AR${String(newId).padStart(8, '0')}`;
  return {
    form: 'AR_receivable',
    id: newId,
    number,
    hasOwnNumber: own !== '',
    reference: own || textOf(head, 'FAR_REMARK') || textOf(entries[0] ?? {}, 'FCOMMENT'),
    status: 'A',
    head: { ...head, FBILLNO: number, FDATE: date ?? '', FALLAMOUNTFOR: amountFen / 100 },
    entries: entries.map((entry) => ({ ...entry })),
    amountFen,
    savedAt: Date.now(),
  };
}

function checkHead(head: Fields, date: string | undefined, set: AccountSet, faults: Faults): void {
  const type = textOf(head, 'FBILLTYPEID.FNUMBER');
  faults.need(set.billTypes.has(type), 'FBillTypeID', type === '' ? '字段“单据类型”是必填项' : `单据类型“${type}”不存在`);
  faults.need(date !== undefined, 'FDATE', '字段“业务日期”是必填项或格式不正确');
  const customer = textOf(head, 'FCUSTOMERID.FNUMBER');
  faults.need(
    customer !== '' && (set.customers?.has(customer) ?? true),
    'FCUSTOMERID',
    customer === '' ? '字段“客户”是必填项' : `客户“${customer}”不存在`,
  );
  const currency = textOf(head, 'FCURRENCYID.FNUMBER');
  faults.need(set.currencies.has(currency), 'FCURRENCYID', currency === '' ? '字段“币别”是必填项' : `币别“${currency}”不存在`);
  const org = textOf(head, 'FSETTLEORGID.FNUMBER');
  faults.need(org === set.orgNumber, 'FSETTLEORGID', org === '' ? '字段“结算组织”是必填项' : `结算组织“${org}”不存在`);
}

function checkEntries(entries: readonly Fields[], set: AccountSet, faults: Faults): number {
  faults.need(entries.length > 0, 'FEntityDetail', '明细至少录入一行');
  let total = 0;
  entries.forEach((entry, index) => {
    const row = `第${index + 1}行明细`;
    const material = textOf(entry, 'FMATERIALID.FNUMBER');
    faults.need(material !== '' && (set.materials?.has(material) ?? true), 'FMATERIALID', `${row}：物料“${material}”不存在`);
    faults.need(Number(entry['FPRICEQTY'] ?? 0) !== 0, 'FPriceQty', `${row}：计价数量必须录入`);
    const stated = entry['FALLAMOUNTFOR_D'];
    const computed = Math.round(Number(entry['FPRICEQTY'] ?? 0) * Number(entry['FTAXPRICE'] ?? 0) * 100);
    const fen = stated === undefined ? computed : readFen(stated);
    if (fen === undefined) faults.add('FALLAMOUNTFOR_D', `${row}：价税合计格式或精度不正确`);
    total += fen ?? 0;
  });
  return total;
}
