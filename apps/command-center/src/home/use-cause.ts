'use client';

import { useTranslations } from 'next-intl';
import { channelKey } from '../orders/channels.ts';
import { asCarrier } from '../words/codes.ts';
import { numbersOf, textsOf } from '../words/parameters.ts';
import type { PhraseLike } from '../words/use-phrase.ts';
import { useSpanWords } from '../words/use-span-words.ts';
import { asCause, asHop } from './hops.ts';

/** The cause of the waiting in words: which hop, against what, and where it gathers. */
export const useCause = (): ((cause: PhraseLike) => string) => {
  const t = useTranslations('causes');
  const hops = useTranslations('hops');
  const channels = useTranslations('channels');
  const carriers = useTranslations('carriers');
  const span = useSpanWords();
  return (cause) => {
    const text = textsOf(cause);
    const number = numbersOf(cause);
    const nameOf = (key: string): string => {
      if (text('dimension') === 'CHANNEL') return channels(channelKey(key));
      const carrier = text('dimension') === 'CARRIER' ? asCarrier(key) : undefined;
      return carrier === undefined ? key : carriers(carrier);
    };
    const key = text('key') === '' ? '' : nameOf(text('name') === '' ? text('key') : text('name'));
    const from = number('fromHour');
    return t(asCause(cause.code), {
      hop: hops(asHop(text('hop'))),
      mean: span(number('mean')),
      slower: span(number('slower')),
      hasKey: key === '' ? 'no' : 'yes',
      key,
      orders: number('orders') ?? 0,
      keyMean: span(number('keyMean')),
      hasFrom: from === undefined || from === 0 ? 'no' : 'yes',
      from: String(from ?? 0).padStart(2, '0'),
    });
  };
};
