'use client';

import { useQuery } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { useAccountNames } from '../accounts/use-account-names.ts';
import { ask } from '../data/ask.ts';
import { RequestFailure } from '../data/failures.ts';
import { nearTime } from '../format/time.ts';
import { ShopCredentialsDocument, ShopReachabilityDocument } from '../gql/graphql.ts';
import type { ShopCredentialsFieldsFragment } from '../gql/graphql.ts';
import { PartPanel } from '../parts/PartPanel.tsx';
import { ReplaceSecret } from './ReplaceSecret.tsx';
import styles from './SettingsPage.module.css';

/** With what the hub speaks to each shop's platform; a secret goes in and never comes out. */
export const ShopsPart = () => {
  const t = useTranslations('shopSecrets');
  const query = useQuery({
    queryKey: ['shop-credentials'],
    queryFn: async ({ signal }) => (await ask(ShopCredentialsDocument, {}, signal)).data.shopCredentials,
  });
  return (
    <PartPanel
      title={t('title')}
      query={query}
      finding={() => t('finding')}
      empty={t('none')}
      isEmpty={(shops) => shops.length === 0}
      rows={6}
    >
      {(shops) => (
        <>
          {shops.map((shop) => (
            <Shop key={shop.shopId} shop={shop} />
          ))}
        </>
      )}
    </PartPanel>
  );
};

const Shop = ({ shop }: { readonly shop: ShopCredentialsFieldsFragment }) => {
  const t = useTranslations('shopSecrets');
  const english = useLocale() === 'en';
  const { nameOf } = useAccountNames();
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const [replacing, setReplacing] = useState<string | undefined>();
  const test = async (): Promise<void> => {
    setBusy(true);
    try {
      const { shopReachability: told } = (await ask(ShopReachabilityDocument, { shopId: shop.shopId })).data;
      if (told.state === 'REACHED') void message.success(t('reached', { ms: Math.round(told.tookMs ?? 0) }));
      else
        void message.warning({ content: told.state === 'SILENT' ? t('silent') : t('refused', { words: told.words ?? '' }), duration: 8 });
    } catch (failure) {
      void message.error(t('failed', { code: failure instanceof RequestFailure ? failure.code : 'UNKNOWN' }));
    } finally {
      setBusy(false);
    }
  };
  return (
    <section aria-label={english ? shop.nameEn : shop.name}>
      <h3 className={styles['group']}>
        {english ? shop.nameEn : shop.name} <span className="mono">{shop.shopId}</span>{' '}
        <Button loading={busy} onClick={() => void test()}>
          {t('test')}
        </Button>
      </h3>
      <ul className={styles['rows']}>
        {shop.fields.map((field) => (
          <li key={field.name}>
            <span className="mono">{field.name}</span>
            <span className="mono">{field.shown}</span>
            <small>
              {field.secret ? t('secret') : t('plain')}
              {shop.replacedAt !== null && shop.replacedBy !== null && field.secret
                ? ` · ${t('replaced', { at: nearTime(shop.replacedAt, Date.now()), name: nameOf(shop.replacedBy) })}`
                : ''}
              {shop.lastUsedAt === null ? '' : ` · ${t('lastUsed', { at: nearTime(shop.lastUsedAt, Date.now()) })}`}
            </small>
            <span className={styles['deeds']}>
              {field.secret && (
                <Button size="small" type="link" aria-label={t('replaceOf', { name: field.name })} onClick={() => setReplacing(field.name)}>
                  {t('replace')}
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
      {replacing !== undefined && <ReplaceSecret shopId={shop.shopId} name={replacing} onClose={() => setReplacing(undefined)} />}
    </section>
  );
};
