import { DomainError } from '@orderloom/domain-kernel';
import type { SearchIndex } from './ports.ts';
import { isPhone } from './find-orders.ts';

export const MOST_TERMS = 500;
const LIFE_MS = 30 * 86_400_000;

export class TooManyTerms extends DomainError {
  readonly code = 'TOO_MANY_TERMS';
}

export interface Lookup {
  readonly setId: string | undefined;
  readonly answers: readonly { readonly term: string; readonly orderIds: readonly string[] }[];
  readonly missing: readonly string[];
  readonly orderIds: readonly string[];
}

export interface LookUpDeps {
  readonly searchIndex: SearchIndex;
  readonly find: (terms: readonly string[]) => Promise<readonly { readonly term: string; readonly orderId: string }[]>;
  readonly store: (set: {
    readonly id: string;
    readonly orderIds: readonly string[];
    readonly madeBy: string;
    readonly madeAt: Date;
    readonly expiresAt: Date;
  }) => Promise<void>;
  readonly now: Date;
  readonly newId: () => string;
}

/** Finds the orders of pasted numbers and keeps them as a set, so that an address names the rows and never the numbers. */
export async function lookUpOrders(deps: LookUpDeps, typed: readonly string[], account: string): Promise<Lookup> {
  const terms = [...new Set(typed.map((term) => term.trim()).filter((term) => term !== ''))];
  if (terms.length > MOST_TERMS) throw new TooManyTerms(`At most ${MOST_TERMS} numbers are looked up at once.`);
  const formsOf = await forms(deps.searchIndex, terms);
  const found = Map.groupBy(await deps.find([...new Set([...formsOf.values()].flat())]), ({ term }) => term);
  const answers = terms.map((term) => ({
    term,
    orderIds: [...new Set((formsOf.get(term) ?? []).flatMap((form) => (found.get(form) ?? []).map(({ orderId }) => orderId)))],
  }));
  const orderIds = [...new Set(answers.flatMap((answer) => answer.orderIds))];
  const setId = orderIds.length === 0 ? undefined : deps.newId();
  if (setId !== undefined) {
    await deps.store({ id: setId, orderIds, madeBy: account, madeAt: deps.now, expiresAt: new Date(deps.now.getTime() + LIFE_MS) });
  }
  return { setId, answers, missing: answers.flatMap(({ term, orderIds: ids }) => (ids.length === 0 ? [term] : [])), orderIds };
}

/** The whole forms under which a term may be kept: as typed, in capitals, and the keyed index of a phone. */
async function forms(searchIndex: SearchIndex, terms: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const phones = terms.filter(isPhone);
  const indexes = await searchIndex.indexesOf(phones);
  const indexOf = new Map(phones.map((phone, position) => [phone, indexes[position]]));
  return new Map(
    terms.map((term) => [term, [...new Set([term, term.toUpperCase(), indexOf.get(term) ?? ''])].filter((form) => form !== '')]),
  );
}
