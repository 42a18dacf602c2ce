import { z } from 'zod';
import type { SandboxContext } from '../../core/system.ts';
import type { AccountSet } from './account-set.ts';
import { type Bill, type Bills, type DocumentStatus, type Form, forms } from './bills.ts';
import { FilterFault, isMatch, parseFilter, pinned } from './filter.ts';
import { BillFault, type Model, modelSchema } from './model.ts';
import { readReceivable } from './receivable.ts';
import { failed, type Outcome, responseStatus, type RowFault, type SuccessEntity } from './status.ts';
import { readVoucher } from './voucher.ts';

export interface BookDeps {
  readonly context: SandboxContext;
  readonly bills: Bills;
  readonly set: AccountSet;
}

export type Data = Readonly<Record<string, unknown>>;

export const formOf = (formId: string): Form | undefined => forms.find((form) => form === formId);

const saveOptions = z.object({ Model: modelSchema, IsAutoSubmitAndAudit: z.union([z.boolean(), z.string()]).optional() });
const batchOptions = saveOptions.extend({ Model: z.array(modelSchema).min(1) });

export function save(deps: BookDeps, form: Form, data: Data): unknown {
  const asked = saveOptions.safeParse(data);
  if (!asked.success) return answer(failed('参数 Model 不正确', 8));
  const outcome = book(deps, form, [asked.data.Model], String(asked.data.IsAutoSubmitAndAudit) === 'true');
  const [entity] = outcome.done;
  return {
    Result: {
      ResponseStatus: responseStatus(outcome),
      Id: entity?.Id ?? '',
      Number: entity?.Number ?? '',
      NeedReturnData: entity ? [{}] : [],
    },
  };
}

const largestBatch = 500;

export function batchSave(deps: BookDeps, form: Form, data: Data): unknown {
  const asked = batchOptions.safeParse(data);
  if (!asked.success || asked.data.Model.length > largestBatch) return answer(failed('参数 Model 不正确', 8));
  return answer(book(deps, form, asked.data.Model, String(asked.data.IsAutoSubmitAndAudit) === 'true'));
}

function book(deps: BookDeps, form: Form, models: readonly Model[], audited: boolean): Outcome {
  const done: SuccessEntity[] = [];
  const faults: RowFault[] = [];
  models.forEach((model, row) => {
    try {
      const bill = bookOne(deps, form, model);
      if (audited) deps.bills.setStatus(bill, 'C');
      done.push({ Id: bill.id, Number: bill.number, DIndex: row });
    } catch (error) {
      if (!(error instanceof BillFault)) throw error;
      faults.push(...error.faults.map((fault) => ({ ...fault, row })));
    }
  });
  return { done, faults, msgCode: 11 };
}

function bookOne({ context, bills, set }: BookDeps, form: Form, model: Model): Bill {
  const bill = form === 'GL_VOUCHER' ? readVoucher(model, set, bills) : readReceivable(model, set, bills);
  const known = bills.get(bill.id);
  if (known && known.status !== 'A' && known.status !== 'D') {
    throw new BillFault([{ field: 'FDocumentStatus', message: '单据已提交或已审核，不允许修改' }]);
  }
  bills.keep(bill);
  context.ledger.append(known ? 'bill-changed' : 'bill', 'kingdee', bill.reference, {
    form,
    id: bill.id,
    number: bill.number,
    ownNumber: bill.hasOwnNumber,
    amountFen: bill.amountFen,
    explanation: bill.entries[0]?.['FEXPLANATION'] ?? '',
  });
  return bill;
}

const targets = z.object({
  Numbers: z.array(z.union([z.string(), z.number()])).default([]),
  Ids: z.union([z.string(), z.number()]).transform(String).default(''),
});

type Deed = 'Submit' | 'Audit' | 'UnAudit' | 'Delete';

const allowed: Readonly<Record<Deed, readonly DocumentStatus[]>> = { Submit: ['A', 'D'], Audit: ['B'], UnAudit: ['C'], Delete: ['A', 'D'] };
const refusals: Readonly<Record<Deed, string>> = {
  Submit: '单据不是创建或重新审核状态，不能提交',
  Audit: '单据不是审核中状态，不能审核',
  UnAudit: '单据未审核，不能反审核',
  Delete: '单据已提交或已审核，不能删除',
};

export function change(deps: BookDeps, form: Form, deed: Deed, data: Data): unknown {
  const asked = targets.safeParse(data);
  if (!asked.success) return answer(failed('参数 Numbers 或 Ids 不正确', 8));
  const chosen = [
    ...asked.data.Numbers.map((number) => ({ name: String(number), bill: deps.bills.numbered(form, String(number))[0] })),
    ...asked.data.Ids.split(',')
      .filter((id) => id.trim() !== '')
      .map((id) => ({ name: id, bill: byId(deps.bills, form, id) })),
  ];
  if (chosen.length === 0) return answer(failed('没有可操作的单据', 10));
  const done: SuccessEntity[] = [];
  const faults: RowFault[] = [];
  chosen.forEach(({ name, bill }, row) => {
    if (!bill) faults.push({ field: '', message: `单据“${name}”不存在`, row });
    else if (!allowed[deed].includes(statusOf(bill))) faults.push({ field: '', message: `${bill.number}：${refusals[deed]}`, row });
    else {
      apply(deps, bill, deed);
      done.push({ Id: bill.id, Number: bill.number, DIndex: row });
    }
  });
  return answer({ done, faults, msgCode: 12 });
}

function apply({ bills, context }: BookDeps, bill: Bill, deed: Deed): void {
  context.ledger.append(deed.toLowerCase(), 'kingdee', bill.reference, { id: bill.id, number: bill.number });
  switch (deed) {
    case 'Submit':
      bills.setStatus(bill, 'B');
      return;
    case 'Audit':
      bills.setStatus(bill, 'C');
      return;
    case 'UnAudit':
      bills.setStatus(bill, 'D');
      return;
    case 'Delete':
      bills.delete(bill);
      return;
  }
}

export function view(deps: BookDeps, form: Form, data: Data): unknown {
  const id = String(data['Id'] ?? '');
  const number = String(data['Number'] ?? '');
  const bill = id !== '' && id !== '0' ? byId(deps.bills, form, id) : deps.bills.numbered(form, number)[0];
  if (!bill) return answer(failed('传递的编码值不存在', 10));
  return {
    Result: {
      ResponseStatus: null,
      Result: { Id: bill.id, BillNo: bill.number, DocumentStatus: statusOf(bill), ...bill.head, Entity: bill.entries },
    },
  };
}

const queryOptions = z.object({
  FormId: z.string(),
  FieldKeys: z.string().min(1),
  FilterString: z.string().default(''),
  OrderString: z.string().default(''),
  TopRowCount: z.coerce.number().int().nonnegative().default(0),
  StartRow: z.coerce.number().int().nonnegative().default(0),
  Limit: z.coerce.number().int().nonnegative().default(2000),
});

const largestPage = 2000;
const numberFields = new Set(['FBILLNO', 'FVOUCHERGROUPNO']);

/** ExecuteBillQuery: a bare list of rows; a refusal comes as one row with one cell. */
export function query(deps: BookDeps, data: Data): unknown {
  const asked = queryOptions.safeParse(data);
  const form = asked.success ? formOf(asked.data.FormId) : undefined;
  if (!asked.success || !form || asked.data.Limit > largestPage) return [[answer(failed('查询参数不正确', 8))]];
  try {
    const filter = parseFilter(asked.data.FilterString);
    const keys = asked.data.FieldKeys.split(',').map((key) => key.trim().toUpperCase());
    const numbers = pinned(filter, numberFields);
    const bills = numbers ? new Set([...numbers].flatMap((number) => deps.bills.numbered(form, number))) : deps.bills.all();
    const rows: unknown[][] = [];
    const last = asked.data.StartRow + (asked.data.TopRowCount || asked.data.Limit || largestPage);
    for (const bill of bills) {
      if (bill.form !== form) continue;
      for (const entry of expand(bill, keys, asked.data.FilterString)) {
        const valueOf = (field: string): string | number | undefined => fieldOf(bill, entry, field);
        if (isMatch(filter, valueOf)) rows.push(keys.map((key) => valueOf(key) ?? null));
      }
      if (rows.length >= last) break;
    }
    return rows.slice(asked.data.StartRow, last);
  } catch (error) {
    if (error instanceof FilterFault) return [[answer(failed(error.message, 4))]];
    throw error;
  }
}

/** One row per entry when a field of the entries is asked or filtered, else one per bill. */
function expand(bill: Bill, keys: readonly string[], filter: string): readonly Bill['entries'][number][] {
  const [first = {}] = bill.entries;
  const names = Object.keys(first).filter((name) => !(name in bill.head));
  const upper = filter.toUpperCase();
  return names.some((name) => keys.includes(name) || upper.includes(name)) ? bill.entries : [first];
}

function fieldOf(bill: Bill, entry: Bill['entries'][number], field: string): string | number | undefined {
  const name = field.replace(/^(FENTITY|FENTITYDETAIL)_/, '');
  switch (name) {
    case 'FVOUCHERID':
    case 'FID':
      return bill.id;
    case 'FBILLNO':
      return bill.number;
    case 'FDOCUMENTSTATUS':
      return statusOf(bill);
    default:
      return bill.head[name] ?? entry[name];
  }
}

const byId = (bills: Bills, form: Form, id: string): Bill | undefined => {
  const bill = bills.get(Number(id));
  return bill?.form === form ? bill : undefined;
};

const statusOf = (bill: Bill): DocumentStatus => bill.status;

export const answer = (outcome: Outcome): unknown => ({ Result: { ResponseStatus: responseStatus(outcome) } });
