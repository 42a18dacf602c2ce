'use client';

import { useQuery } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslations } from 'next-intl';
import { ask } from '../data/ask.ts';
import { OrderSetDocument } from '../gql/graphql.ts';
import { useSetWords } from '../words/use-set-words.ts';
import { lookupOf } from './lookups.ts';
import styles from './SetBanner.module.css';

interface SetBannerProps {
  readonly set: string;
  readonly total: number | undefined;
  readonly onClear: () => void;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-/;

/** Which figure of a board this list stands for, or which paste; with the way back to the whole list. */
export const SetBanner = ({ set, total, onClear }: SetBannerProps) => {
  const t = useTranslations('find');
  return (
    <div className={styles['banner']} role="note">
      {uuid.test(set) ? <Pasted id={set} total={total} /> : <Figure set={set} total={total} />}
      <Button size="small" onClick={onClear}>
        {t('wholeList')}
      </Button>
    </div>
  );
};

const Figure = ({ set, total }: Omit<SetBannerProps, 'onClear'>) => {
  const t = useTranslations('find');
  const words = useSetWords(set);
  return (
    <span className={styles['words']}>
      <b>{words ?? t('aFigure')}</b>
      {total !== undefined && <span>{t('rows', { count: total })}</span>}
    </span>
  );
};

const Pasted = ({ id, total }: { readonly id: string; readonly total: number | undefined }) => {
  const t = useTranslations('find');
  const { message } = App.useApp();
  const here = lookupOf(id);
  const { data } = useQuery({
    queryKey: ['order-set', id],
    queryFn: async ({ signal }) => (await ask(OrderSetDocument, { id }, signal)).data.orderSet ?? null,
    staleTime: Infinity,
  });
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText((here?.missing ?? []).join('\n'));
    void message.success(t('missingCopied', { count: here?.missing.length ?? 0 }));
  };
  if (here === undefined)
    return (
      <span className={styles['words']}>
        <b>{data === null ? t('setGone') : t('aSet', { count: data?.total ?? total ?? 0 })}</b>
      </span>
    );
  return (
    <span className={styles['words']}>
      <b>{t('found', { asked: here.asked, orders: here.orderIds.length })}</b>
      {here.missing.length > 0 && (
        <>
          <span className={styles['missing']} title={here.missing.slice(0, 20).join(' ')}>
            ◆ {t('missing', { count: here.missing.length })}
          </span>
          <Button size="small" type="link" onClick={() => void copy()}>
            {t('copyMissing')}
          </Button>
        </>
      )}
      {here.left > 0 && <span className={styles['missing']}>◆ {t('left', { count: here.left })}</span>}
    </span>
  );
};
