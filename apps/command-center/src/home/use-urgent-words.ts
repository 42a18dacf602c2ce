'use client';

import { useTranslations } from 'next-intl';
import { useAlertWords } from '../alerts/use-alert-words.ts';
import { useNow } from '../data/clock.ts';
import type { UrgentBoardQuery } from '../gql/graphql.ts';
import { gateKeyOf } from '../parts/gates.ts';
import { asLiteral, asOwner, phraseCodes } from '../words/codes.ts';
import { textsOf } from '../words/parameters.ts';
import { useReason, useValueWords } from '../words/use-phrase.ts';

type Item = UrgentBoardQuery['urgentBoard']['items'][number];

/** A matter in two lines: what happened, and where, to whom it belongs. */
export const useUrgentWords = (): ((item: Item) => { readonly title: string; readonly note: string }) => {
  const t = useTranslations('boardUrgent');
  const gates = useTranslations('gates');
  const literals = useTranslations('literals');
  const owners = useTranslations('owners');
  const reason = useReason();
  const alerts = useAlertWords();
  const words = useValueWords();
  const now = useNow();
  return (item) => {
    const pool = asLiteral(item.pool ?? '');
    const gate = item.gate === null || item.gate === undefined ? undefined : gateKeyOf(item.gate);
    const matter = pool !== undefined ? literals(pool) : gate !== undefined ? t('stuckAt', { gate: gates(gate) }) : item.what.code;
    const about = aboutOf(item, words);
    if (item.kind === 'ALERT') {
      const subject = textsOf(item.what)('subject');
      const owner = asOwner(item.owner);
      return {
        title: alerts.title({ rule: item.what.code, subject }),
        note: [t('alert'), owner === undefined ? item.owner : owners(owner)].join(' · '),
      };
    }
    const known = phraseCodes.some((code) => code === item.what.code && code !== 'OTHER');
    const detail = known && item.kind !== 'GROUP' ? reason(item.what, now) : about;
    const owner = asOwner(item.owner);
    return {
      title:
        item.kind === 'GROUP' || item.affected.count > 1
          ? t('several', { matter, count: item.affected.count })
          : detail === '' || detail === matter
            ? matter
            : t('one', { matter, detail }),
      note: [item.order?.id ?? '', item.kind === 'GROUP' ? about : '', owner === undefined ? item.owner : owners(owner)]
        .filter((part) => part !== '')
        .join(' · '),
    };
  };
};

// What a matter is about, of the names that tell people something.
const aboutOf = (item: Item, words: (name: string, value: string) => string): string => {
  const text = textsOf(item.what);
  const name = ['warehouse', 'sku', 'field', 'shop', 'about', 'reason', 'code'].find((each) => text(each) !== '');
  return name === undefined ? '' : words(name, text(name));
};
