import { v7 as uuidv7 } from 'uuid';
import { lookUpOrders as lookUp, MOST_TERMS, TooManyTerms } from '../../../application/look-up-orders.ts';
import { findByTerms } from '../../../persistence/order-list/find-by-terms.ts';
import { storeSet } from '../../../persistence/order-sets-stored.ts';
import type { TowerContext } from '../../context.ts';
import { twins } from '../../loaders.ts';

export async function lookUpOrders(_parent: unknown, args: { readonly terms: readonly string[] }, context: TowerContext) {
  const deps = {
    searchIndex: context.searchIndex,
    find: (terms: readonly string[]) => findByTerms(context.pool, terms),
    store: (set: Parameters<typeof storeSet>[1]) => storeSet(context.pool, set),
    now: context.now,
    newId: uuidv7,
  };
  try {
    const found = await lookUp(deps, args.terms, context.viewer.account);
    const orders = async (ids: readonly string[]) =>
      (await Promise.all(ids.map((id) => twins(context).load(id)))).filter((row) => row !== undefined);
    return {
      __typename: 'OrderLookup',
      ...found,
      setId: found.setId ?? null,
      answers: found.answers.map(({ term, orderIds }) => ({ term, orders: () => orders(orderIds) })),
    };
  } catch (error) {
    if (!(error instanceof TooManyTerms)) throw error;
    return { __typename: 'TooManyTerms', code: error.code, message: error.message, most: MOST_TERMS };
  }
}
