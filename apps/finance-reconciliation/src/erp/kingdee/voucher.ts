import { toYuanText } from '@orderloom/domain-kernel';
import type { VoucherEntry } from '../../domain/voucher-entries.ts';

export interface VoucherDocument {
  readonly billNo: string;
  readonly orderId: string;
  readonly outboundAt: Date;
  readonly entries: readonly VoucherEntry[];
}

/** BatchSave body of GL_VOUCHER documents under our own numbers. */
export function batchSaveBody(accountBook: string, orgNumber: string, documents: readonly VoucherDocument[]): unknown {
  return {
    formid: 'GL_VOUCHER',
    data: { NeedReturnFields: [], BatchCount: documents.length, Model: documents.map((one) => model(accountBook, orgNumber, one)) },
  };
}

/** Query for the documents that carry these numbers. Save answers with the same number, so both ways tell it alike. */
export function findByBillNo(billNos: readonly string[]): unknown {
  const list = billNos.map((billNo) => `'${billNo.replaceAll("'", "''")}'`).join(',');
  return {
    formid: 'GL_VOUCHER',
    data: {
      FormId: 'GL_VOUCHER',
      FieldKeys: 'FBillNo',
      FilterString: `FBillNo in (${list})`,
      OrderString: '',
      TopRowCount: 0,
      StartRow: 0,
      Limit: 2_000,
    },
  };
}

function model(accountBook: string, orgNumber: string, document: VoucherDocument): Record<string, unknown> {
  const date = shanghaiDate(document.outboundAt);
  return {
    FVOUCHERID: 0,
    FBillNo: document.billNo,
    FAccountBookID: { FNumber: accountBook },
    FACCBOOKORGID: { FNumber: orgNumber },
    FDate: date,
    FBUSDATE: date,
    FYEAR: Number(date.slice(0, 4)),
    FPERIOD: Number(date.slice(5, 7)),
    FVOUCHERGROUPID: { FNumber: 'PRE001' },
    FEntity: document.entries.map((entry) => ({
      FEXPLANATION: `${document.orderId} ${document.billNo}`,
      FACCOUNTID: { FNumber: entry.account },
      FCURRENCYID: { FNumber: 'PRE001' },
      FEXCHANGERATETYPE: { FNumber: 'HLTX01_SYS' },
      FEXCHANGERATE: 1,
      FAMOUNTFOR: yuan(entry.debit + entry.credit),
      FDEBIT: yuan(entry.debit),
      FCREDIT: yuan(entry.credit),
    })),
  };
}

function yuan(minor: bigint): string {
  return toYuanText({ minor, currency: 'CNY' });
}

function shanghaiDate(time: Date): string {
  return new Date(time.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
}
