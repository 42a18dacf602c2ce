'use client';

import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { spanOf } from '../format/duration.ts';
import { formatMinor } from '../format/money.ts';
import { nearTime } from '../format/time.ts';
import { gateKeyOf } from '../parts/gates.ts';
import { asCarrier, asLiteral, asOwner, asPhraseCode } from './codes.ts';
import { timeOf } from './time-of.ts';
import { useShopNames } from './use-shop-names.ts';

export interface PhraseLike {
  readonly code: string;
  readonly parameters: readonly { readonly name: string; readonly value: string }[];
}

// Every name that some sentence may use, so that a sentence whose fact is missing still reads.
const names = [
  'at',
  'since',
  'paid',
  'placed',
  'due',
  'planned',
  'out',
  'eta',
  'gate',
  'owner',
  'reason',
  'detail',
  'kind',
  'sku',
  'wanted',
  'available',
  'warehouse',
  'step',
  'parcels',
  'tracking',
  'carrier',
  'place',
  'node',
];

/** The values of a sentence in words; each time also as `…Ago`, and `has…` says whether there is a value at all. */
export const usePhraseValues = (): ((phrase: PhraseLike, now: number) => Record<string, string>) => {
  const words = useValueWords();
  const spans = useTranslations('span');
  return useCallback(
    (phrase, now) => {
      const given = new Map(phrase.parameters.map(({ name, value }) => [name, value]));
      const entries = names.flatMap((name) => {
        const value = given.get(name) ?? '';
        const time = timeOf(value);
        const has = value !== '' && value !== '0';
        const span = spanOf(Math.abs(now - (time ?? now)));
        const ago = time === undefined ? '' : spans(span.unit, { figure: span.figure });
        return [
          [name, has ? words(name, value) : ''],
          [`${name}Ago`, ago],
          [`has${name.slice(0, 1).toUpperCase()}${name.slice(1)}`, has ? 'yes' : 'no'],
        ];
      });
      return Object.fromEntries(entries);
    },
    [spans, words],
  );
};

/** Why an order stands where it stands, short enough for a row. */
export const useReason = (): ((phrase: PhraseLike, now: number) => string) => {
  const t = useTranslations('reasons');
  const values = usePhraseValues();
  return useCallback((phrase, now) => t(asPhraseCode(phrase.code), values(phrase, now)), [t, values]);
};

const whole = /^-?\d+$/;

// Warehouses answer "DY…-1: packed already: DY…-1": the number stands beside the sentence anyway.
const hubNumber = String.raw`[A-Z]{2}\d{8}-\d{5,}(?:-\d+)?`;
const ownNumber = new RegExp(`^${hubNumber}\\s*[:：]\\s*|\\s*[:：]\\s*${hubNumber}$`, 'g');
const withoutNumber = (name: string, value: string): string =>
  name === 'reason' || name === 'detail' ? value.replace(ownNumber, '') : value;

/** One value of a sentence or a fact in words: times near, spans short, literals translated, the rest as it is. */
export const useValueWords = (): ((name: string, value: string) => string) => {
  const literals = useTranslations('literals');
  const gates = useTranslations('gates');
  const owners = useTranslations('owners');
  const spans = useTranslations('span');
  const carriers = useTranslations('carriers');
  const { shopName } = useShopNames();
  return useCallback(
    (name, value) => {
      if (name === 'gate') {
        const key = gateKeyOf(Number(value));
        return key === undefined ? value : gates(key);
      }
      if (name === 'carrier') {
        const carrier = asCarrier(value);
        return carrier === undefined ? value : carriers(carrier);
      }
      if (name === 'owner' || name === 'told') {
        const owner = asOwner(value);
        return owner === undefined ? value : owners(owner);
      }
      if (name === 'shop' || name === 'shopId') return shopName(value);
      const time = timeOf(value);
      if (time !== undefined) return nearTime(new Date(time).toISOString(), Date.now());
      if (name.endsWith('Ms') && Number.isFinite(Number(value))) {
        const span = spanOf(Number(value));
        return spans(span.unit, { figure: span.figure });
      }
      if (/amount|minor/i.test(name) && whole.test(value)) return formatMinor(value, 'CNY');
      if (name === 'occupancy' && Number(value) <= 2) return `${Math.round(Number(value) * 100)}%`;
      const literal = asLiteral(
        value.replace(/^(ROUTE_NODE_KIND|WAREHOUSE_STEP|PLATFORM_ORDER_STATE|REFUND_KIND|STOP_SCOPE|TIME_CLASS)_/, ''),
      );
      return literal === undefined ? withoutNumber(name, value) : literals(literal);
    },
    [carriers, gates, literals, owners, shopName, spans],
  );
};
