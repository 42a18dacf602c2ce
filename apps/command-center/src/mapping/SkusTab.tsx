'use client';

import type { UseQueryResult } from '@tanstack/react-query';
import { Button, Popconfirm, Select } from 'antd';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { useAccountNames } from '../accounts/use-account-names.ts';
import { useNow } from '../data/clock.ts';
import { nearTime } from '../format/time.ts';
import type { MappingSkusQuery } from '../gql/graphql.ts';
import { PartPanel } from '../parts/PartPanel.tsx';
import { SourceAge } from '../parts/SourceAge.tsx';
import { useShopNames } from '../words/use-shop-names.ts';
import { useMappingDeeds } from './use-mapping-deeds.ts';
import { asSkuReason } from './words.ts';
import styles from './TestTab.module.css';

const shownBindings = 50;

/** Platforms' SKUs that nobody bound, each with its likeliest product; several are bound at once. */
export const SkusTab = ({ skus }: { readonly skus: UseQueryResult<MappingSkusQuery> }) => {
  const t = useTranslations('mapping');
  const reasons = useTranslations('skuReasons');
  const chinese = useLocale() === 'zh-CN';
  const now = useNow();
  const { nameOf } = useAccountNames();
  const { shopName } = useShopNames();
  const { bind } = useMappingDeeds();
  const [chosen, setChosen] = useState<Readonly<Record<string, string | undefined>>>({});
  const [busy, setBusy] = useState(false);
  const unbound = skus.data?.unboundSkus ?? [];
  const products = (skus.data?.standardProducts ?? []).map((one) => ({
    value: one.sku,
    label: `${one.sku} · ${chinese ? one.name : one.nameEn}`,
  }));
  const keyOf = (one: { readonly shopId: string; readonly platformSku: string }): string => `${one.shopId} ${one.platformSku}`;
  const skuOf = (one: (typeof unbound)[number]): string | undefined => chosen[keyOf(one)] ?? one.suggestions[0]?.sku;
  const bindings = unbound.flatMap((one) => {
    const sku = skuOf(one);
    return sku === undefined ? [] : [{ shopId: one.shopId, platformSku: one.platformSku, sku }];
  });
  const waiting = unbound.filter((one) => skuOf(one) !== undefined).reduce((sum, one) => sum + one.held, 0);
  const run = async (): Promise<void> => {
    setBusy(true);
    if ((await bind(bindings)) === true) setChosen({});
    setBusy(false);
  };
  return (
    <>
      <PartPanel
        title={t('unbound')}
        query={skus}
        finding={(data) =>
          t('unboundFinding', { count: data.unboundSkus.length, held: data.unboundSkus.reduce((sum, one) => sum + one.held, 0) })
        }
        aside={
          unbound.length > 0 ? (
            <Popconfirm
              title={t('bindAsk', { count: bindings.length, held: waiting })}
              okText={t('bind', { count: bindings.length })}
              cancelText={t('notNow')}
              onConfirm={() => void run()}
            >
              <Button size="small" type="primary" loading={busy} disabled={bindings.length === 0}>
                {t('bind', { count: bindings.length })}
              </Button>
            </Popconfirm>
          ) : (
            <SourceAge at={skus.dataUpdatedAt} />
          )
        }
        isEmpty={(data) => data.unboundSkus.length === 0}
        empty={t('allBound')}
      >
        {(data) => (
          <ul className={styles['skus']}>
            {data.unboundSkus.map((one) => (
              <li key={keyOf(one)}>
                <span>{t('holds', { count: one.held })}</span>
                <span>
                  <b>{one.title || '—'}</b>
                  <code>
                    {one.platformSku} {one.merchantCode !== '' && `· ${one.merchantCode}`}
                  </code>
                </span>
                <span>
                  <Select
                    size="small"
                    showSearch
                    value={skuOf(one) ?? null}
                    options={products}
                    optionFilterProp="label"
                    placeholder={t('pickProduct')}
                    aria-label={t('productOf', { sku: one.platformSku })}
                    onChange={(sku: string) => setChosen((before) => ({ ...before, [keyOf(one)]: sku }))}
                  />
                  {one.suggestions[0] !== undefined && chosen[keyOf(one)] === undefined && (
                    <small>
                      {t('sure', { percent: Math.round(one.suggestions[0].confidence * 100) })} ·{' '}
                      {reasons(asSkuReason(one.suggestions[0].reason))}
                    </small>
                  )}
                </span>
              </li>
            ))}
          </ul>
        )}
      </PartPanel>
      <PartPanel
        title={t('bindings')}
        query={skus}
        finding={(data) =>
          t('bindingsFinding', { count: data.skuBindings.length, shown: Math.min(shownBindings, data.skuBindings.length) })
        }
        isEmpty={(data) => data.skuBindings.length === 0}
        empty={t('noBindings')}
      >
        {(data) => (
          <ul className={styles['skus']}>
            {data.skuBindings.slice(0, shownBindings).map((one) => (
              <li key={keyOf(one)}>
                <span>{shopName(one.shopId)}</span>
                <span>
                  <code>{one.platformSku}</code> → <b className="mono">{one.sku}</b>
                </span>
                <span className={styles['quiet']}>
                  {now === 0 ? '' : nearTime(one.boundAt, now)} · {one.boundBy === 'deployment' ? t('byDeployment') : nameOf(one.boundBy)}
                </span>
              </li>
            ))}
          </ul>
        )}
      </PartPanel>
    </>
  );
};
