import { type AccountSet, Faults } from './account-set.ts';
import { type Bill, type Bills, type Fields, groupScope } from './bills.ts';
import { entriesOf, flatten, type Model, readDate, readFen, voucherNumberKeys, textOf } from './model.ts';

/**
 * GL_VOUCHER. A voucher has two own numbers that a caller may choose, and either makes a repeat recognisable:
 * `FBillNo` (free text, unique in the account set; section 6 of the fact sheet: "send own FBillNo and query first")
 * and `FVOUCHERGROUPNO` (unique per book, year, period and group). With neither, every Save books another voucher,
 * and only its first FEXPLANATION tells that two are the same business fact.
 */
export function readVoucher(model: Model, set: AccountSet, bills: Bills): Bill {
  const faults = new Faults();
  const head = { ...flatten(model, voucherNumberKeys) };
  const entries = entriesOf(model, 'FEntity', voucherNumberKeys);
  const date = readDate(textOf(head, 'FDATE'));
  checkHead(head, date, set, faults);
  const sums = checkEntries(entries, set, faults);
  const period = date ?? '0000-00';
  head['FYEAR'] ??= Number(period.slice(0, 4));
  head['FPERIOD'] ??= Number(period.slice(5, 7));
  head['FDATE'] = date ?? '';
  const id = Number(head['FVOUCHERID'] ?? 0);
  checkNumbers(head, id, bills, faults);
  faults.throwIfAny();

  const ownBillNo = textOf(head, 'FBILLNO');
  const ownGroupNo = textOf(head, 'FVOUCHERGROUPNO');
  const groupNo = ownGroupNo || bills.nextGroupNo(groupScope(head));
  const kept = { ...head, FVOUCHERGROUPNO: groupNo, FBILLNO: ownBillNo || groupNo };
  return {
    form: 'GL_VOUCHER',
    id: id || bills.nextId(),
    number: kept.FBILLNO,
    hasOwnNumber: ownBillNo !== '' || ownGroupNo !== '',
    reference: ownBillNo || textOf(entries[0] ?? {}, 'FEXPLANATION') || ownGroupNo,
    status: 'A',
    head: kept,
    entries: entries.map((entry) => ({ ...entry })),
    amountFen: sums.debit,
    savedAt: Date.now(),
  };
}

function checkHead(head: Fields, date: string | undefined, set: AccountSet, faults: Faults): void {
  const book = textOf(head, 'FACCOUNTBOOKID.FNUMBER');
  faults.need(book === set.accountBook, 'FAccountBookID', book === '' ? '字段“账簿”是必填项' : `账簿“${book}”不存在`);
  faults.need(date !== undefined, 'FDate', '字段“日期”是必填项或格式不正确');
  const group = textOf(head, 'FVOUCHERGROUPID.FNUMBER');
  faults.need(set.voucherGroups.has(group), 'FVOUCHERGROUPID', group === '' ? '字段“凭证字”是必填项' : `凭证字“${group}”不存在`);
  const org = textOf(head, 'FACCBOOKORGID.FNUMBER');
  faults.need(org === '' || org === set.orgNumber, 'FACCBOOKORGID', `核算组织“${org}”不存在`);
  // No code of its own: a closed period is known by its text only.
  if (date !== undefined && set.closedThrough !== '' && date.slice(0, 7) <= set.closedThrough) {
    faults.add('FDate', `日期“${date}”所在的会计期间已结账，不允许录入凭证`);
  }
}

function checkEntries(entries: readonly Fields[], set: AccountSet, faults: Faults): { readonly debit: number } {
  faults.need(entries.length >= 2, 'FEntity', '凭证分录不能少于两行');
  let debit = 0;
  let credit = 0;
  entries.forEach((entry, index) => {
    const row = `第${index + 1}行分录`;
    const account = textOf(entry, 'FACCOUNTID.FNUMBER');
    faults.need(set.accounts.has(account), 'FACCOUNTID', account === '' ? `${row}：字段“科目”是必填项` : `${row}：科目“${account}”不存在`);
    const currency = textOf(entry, 'FCURRENCYID.FNUMBER');
    faults.need(currency === '' || set.currencies.has(currency), 'FCURRENCYID', `${row}：币别“${currency}”不存在`);
    faults.need(textOf(entry, 'FEXPLANATION') !== '', 'FEXPLANATION', `${row}：字段“摘要”是必填项`);
    const debitFen = readFen(entry['FDEBIT']);
    const creditFen = readFen(entry['FCREDIT']);
    if (debitFen === undefined || creditFen === undefined) {
      faults.add('FDEBIT', `${row}：金额格式或精度不正确`);
      return;
    }
    faults.need((debitFen === 0) !== (creditFen === 0), 'FDEBIT', `${row}：借方金额与贷方金额必须且只能录入一个`);
    const original = readFen(entry['FAMOUNTFOR']);
    faults.need(
      original === undefined || original === 0 || original === debitFen + creditFen,
      'FAMOUNTFOR',
      `${row}：原币金额与本位币金额不一致`,
    );
    debit += debitFen;
    credit += creditFen;
  });
  faults.need(debit === credit, 'FDEBIT', `凭证借贷不平衡：借方${(debit / 100).toFixed(2)}，贷方${(credit / 100).toFixed(2)}`);
  return { debit };
}

function checkNumbers(head: Fields, id: number, bills: Bills, faults: Faults): void {
  const own = textOf(head, 'FBILLNO');
  if (own !== '' && bills.numbered('GL_VOUCHER', own).some((bill) => bill.id !== id && bill.head['FBILLNO'] === own)) {
    faults.add('FBillNo', `编码为“${own}”的凭证已经存在，违反单据编号唯一性`);
  }
  const groupNo = textOf(head, 'FVOUCHERGROUPNO');
  if (groupNo === '') return;
  const scope = groupScope(head);
  if (
    bills
      .numbered('GL_VOUCHER', groupNo)
      .some((bill) => bill.id !== id && String(bill.head['FVOUCHERGROUPNO']) === groupNo && groupScope(bill.head) === scope)
  ) {
    faults.add('FVOUCHERGROUPNO', `凭证号“${groupNo}”重复`);
  }
}
