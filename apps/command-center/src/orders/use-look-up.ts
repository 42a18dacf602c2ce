'use client';

import { App } from 'antd';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useCallback, useState } from 'react';
import { ask } from '../data/ask.ts';
import { RequestFailure } from '../data/failures.ts';
import { LookUpOrdersDocument } from '../gql/graphql.ts';
import { keepLookup } from './lookups.ts';
import { isPersonal, pastedNumbers } from './pasted-numbers.ts';
import { listAddress, orderAddress } from './view.ts';

interface LookUp {
  readonly busy: boolean;
  /** Opens what these words find: one order at once, several as a list. Says so when nothing was found. */
  readonly lookUp: (text: string) => Promise<boolean>;
}

/**
 * One box for everything that names an order. Numbers are resolved by the tower and stored there as a set, so that the address
 * holds the set and never the words: phones and their tails are personal, and five hundred numbers would not fit.
 * Only the beginning of a number, which nobody bears, becomes a search in the address.
 */
export const useLookUp = (): LookUp => {
  const t = useTranslations('find');
  const router = useRouter();
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);

  const lookUp = useCallback(
    async (text: string): Promise<boolean> => {
      const { numbers, left } = pastedNumbers(text);
      const [first] = numbers;
      if (first === undefined) {
        void message.info(t('noNumber'));
        return false;
      }
      setBusy(true);
      try {
        const found = (await ask(LookUpOrdersDocument, { terms: numbers })).data.lookUpOrders;
        if (found.__typename === 'TooManyTerms') return false;
        const [only] = found.orderIds;
        if (found.orderIds.length === 1 && numbers.length === 1 && only !== undefined) {
          router.push(orderAddress(only, {}));
          return true;
        }
        if (found.setId !== null && found.setId !== undefined) {
          keepLookup(found.setId, { asked: numbers.length, missing: found.missing, orderIds: found.orderIds, left });
          router.push(listAddress({ set: found.setId }));
          return true;
        }
        if (numbers.length === 1 && !isPersonal(first) && first.length >= 4) {
          router.push(listAddress({ q: first }));
          return true;
        }
        void message.info(t('none', { count: numbers.length }));
        return false;
      } catch (failure) {
        void message.error(t('failed', { code: failure instanceof RequestFailure ? failure.code : 'UNKNOWN' }));
        return false;
      } finally {
        setBusy(false);
      }
    },
    [message, router, t],
  );
  return { busy, lookUp };
};
