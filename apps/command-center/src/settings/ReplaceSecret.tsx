'use client';

import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, Modal } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ask } from '../data/ask.ts';
import { RequestFailure } from '../data/failures.ts';
import { ReplaceShopSecretDocument } from '../gql/graphql.ts';
import { useShopNames } from '../words/use-shop-names.ts';
import { secretRefusalKey } from './refusals.ts';
import styles from './SettingsPage.module.css';

interface ReplaceSecretProps {
  readonly shopId: string;
  readonly name: string;
  readonly onClose: () => void;
}

/** The new secret is tried at the platform first; only what it takes replaces the old one. */
export const ReplaceSecret = ({ shopId, name, onClose }: ReplaceSecretProps) => {
  const t = useTranslations('shopSecrets');
  const refusals = useTranslations('secretRefusals');
  const { message } = App.useApp();
  const { shopName } = useShopNames();
  const queries = useQueryClient();
  const [value, setValue] = useState('');
  const [reason, setReason] = useState('');
  const [trouble, setTrouble] = useState('');
  const [busy, setBusy] = useState(false);
  const replace = async (): Promise<void> => {
    setBusy(true);
    setTrouble('');
    try {
      const answer = (await ask(ReplaceShopSecretDocument, { shopId, name, value, reason })).data.replaceShopSecret;
      if (answer.__typename === 'ShopSecretReplaced') {
        void message.success(t('replacedNow'));
        await queries.invalidateQueries({ queryKey: ['shop-credentials'] });
        return onClose();
      }
      setTrouble(
        answer.__typename === 'ShopSecretRefused'
          ? refusals(secretRefusalKey(answer.code), { words: answer.words ?? '' })
          : refusals('OTHER', { words: '' }),
      );
    } catch (failure) {
      setTrouble(t('failed', { code: failure instanceof RequestFailure ? failure.code : 'UNKNOWN' }));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal open title={t('replaceTitle', { name, shop: shopName(shopId) })} onCancel={onClose} footer={null} destroyOnHidden>
      <div className={styles['form']}>
        <p>{t('replaceMeans')}</p>
        <label>
          {t('newValue')}
          <Input.Password autoFocus autoComplete="off" value={value} onChange={(event) => setValue(event.target.value)} />
        </label>
        <label>
          {t('why')}
          <Input value={reason} maxLength={200} onChange={(event) => setReason(event.target.value)} />
        </label>
        {trouble !== '' && (
          <p className={styles['trouble']} role="alert">
            {trouble}
          </p>
        )}
        <Button type="primary" loading={busy} disabled={value.trim() === '' || reason.trim() === ''} onClick={() => void replace()}>
          {t('replaceNow')}
        </Button>
      </div>
    </Modal>
  );
};
