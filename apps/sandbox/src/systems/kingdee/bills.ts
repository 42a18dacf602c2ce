import { z } from 'zod';
import type { Journal } from '../../core/system.ts';

export const forms = ['GL_VOUCHER', 'AR_receivable'] as const;
export type Form = (typeof forms)[number];

/** A draft, B in review, C audited, D re-review. */
export type DocumentStatus = 'A' | 'B' | 'C' | 'D';

const field = z.union([z.string(), z.number()]);
const billSchema = z.object({
  form: z.enum(forms),
  id: z.int(),
  number: z.string(),
  /** Whether the caller chose the number; only then is a repeat recognised. */
  hasOwnNumber: z.boolean(),
  /** What makes two bills one business fact: the caller's number, else the text that it wrote on it. */
  reference: z.string(),
  status: z.enum(['A', 'B', 'C', 'D']),
  /** Upper-case field key to value, as FieldKeys and FilterString name them. */
  head: z.record(z.string(), field),
  entries: z.array(z.record(z.string(), field)),
  amountFen: z.number(),
  savedAt: z.number(),
});
const record = z.discriminatedUnion('t', [
  z.object({ t: z.literal('bill'), bill: billSchema }),
  z.object({ t: z.literal('status'), id: z.int(), status: z.enum(['A', 'B', 'C', 'D']) }),
  z.object({ t: z.literal('deleted'), id: z.int() }),
]);

export type Bill = z.infer<typeof billSchema>;
export type Fields = Readonly<Record<string, string | number>>;

/** The account set. A repeated Save without an own number is a new bill here, as in the real one. */
export class Bills {
  readonly #journal: Journal;
  readonly #byId = new Map<number, Bill>();
  readonly #byNumber = new Map<string, Set<Bill>>();
  readonly #lastGroupNo = new Map<string, number>();
  #lastId = 100_000;

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  get(id: number): Bill | undefined {
    return this.#byId.get(id);
  }

  all(): IterableIterator<Bill> {
    return this.#byId.values();
  }

  numbered(form: Form, number: string): readonly Bill[] {
    return [...(this.#byNumber.get(`${form}|${number}`) ?? [])];
  }

  nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  /** Voucher numbers run per book, period and group. */
  nextGroupNo(scope: string): string {
    const next = (this.#lastGroupNo.get(scope) ?? 0) + 1;
    this.#lastGroupNo.set(scope, next);
    return String(next);
  }

  keep(bill: Bill): void {
    this.#put(bill);
    this.#write({ t: 'bill', bill });
  }

  setStatus(bill: Bill, status: DocumentStatus): void {
    bill.status = status;
    this.#write({ t: 'status', id: bill.id, status });
  }

  delete(bill: Bill): void {
    this.#drop(bill.id);
    this.#write({ t: 'deleted', id: bill.id });
  }

  restore(source: unknown): void {
    const kept = record.parse(source);
    switch (kept.t) {
      case 'bill':
        this.#put(kept.bill);
        return;
      case 'status': {
        const bill = this.#byId.get(kept.id);
        if (bill) bill.status = kept.status;
        return;
      }
      case 'deleted':
        this.#drop(kept.id);
        return;
    }
  }

  reset(): void {
    this.#byId.clear();
    this.#byNumber.clear();
    this.#lastGroupNo.clear();
    this.#lastId = 100_000;
  }

  #put(bill: Bill): void {
    this.#drop(bill.id);
    this.#byId.set(bill.id, bill);
    this.#lastId = Math.max(this.#lastId, bill.id);
    for (const key of numberKeys(bill)) {
      const same = this.#byNumber.get(key) ?? new Set<Bill>();
      same.add(bill);
      this.#byNumber.set(key, same);
    }
    const groupNo = Number(bill.head['FVOUCHERGROUPNO']);
    const scope = bill.form === 'GL_VOUCHER' ? groupScope(bill.head) : undefined;
    if (scope !== undefined && Number.isInteger(groupNo))
      this.#lastGroupNo.set(scope, Math.max(this.#lastGroupNo.get(scope) ?? 0, groupNo));
  }

  #drop(id: number): void {
    const bill = this.#byId.get(id);
    if (!bill) return;
    this.#byId.delete(id);
    for (const key of numberKeys(bill)) this.#byNumber.get(key)?.delete(bill);
  }

  #write(kept: z.input<typeof record>): void {
    this.#journal.write('kingdee', kept);
  }
}

const numberKeys = (bill: Bill): ReadonlySet<string> =>
  new Set(
    [bill.number, bill.head['FBILLNO'], bill.head['FVOUCHERGROUPNO']].flatMap((number) =>
      number === undefined ? [] : [`${bill.form}|${number}`],
    ),
  );

export const groupScope = (head: Fields): string =>
  [head['FACCOUNTBOOKID.FNUMBER'], head['FYEAR'], head['FPERIOD'], head['FVOUCHERGROUPID.FNUMBER']].join('|');
