'use client';

import type { UseQueryResult } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { Panel } from '../parts/Panel.tsx';
import { troubleOf } from '../parts/PartPanel.tsx';
import { PlainTable } from '../parts/PlainTable.tsx';
import { Loading, Nothing, Trouble } from '../parts/WidgetState.tsx';
import { ShopLine } from './ShopLine.tsx';
import type { ShopFigures, ShopRow } from './use-channels.ts';
import styles from './channels.module.css';

interface ShopsPanelProps {
  readonly shops: UseQueryResult<readonly ShopRow[]>;
  readonly figures: UseQueryResult<readonly ShopFigures[]>;
}

export const ShopsPanel = ({ shops, figures }: ShopsPanelProps) => {
  const t = useTranslations('channelsPage');
  if (shops.isPending)
    return (
      <Panel>
        <Loading rows={4} />
      </Panel>
    );
  if (shops.isError && shops.data === undefined)
    return (
      <Panel>
        <Trouble {...troubleOf(shops.error)} onRetry={() => void shops.refetch()} />
      </Panel>
    );
  if ((shops.data ?? []).length === 0)
    return (
      <Panel>
        <Nothing>{t('noShops')}</Nothing>
      </Panel>
    );
  return (
    <Panel flush>
      {figures.isError && <p className={styles['gap']}>◆ {t('noFigures', { code: troubleOf(figures.error).code })}</p>}
      <PlainTable className={styles['shops']}>
        <thead>
          <tr>
            <th scope="col">{t('shop')}</th>
            <th scope="col">{t('state')}</th>
            <th scope="col">{t('lag')}</th>
            <th scope="col">{t('curve')}</th>
            <th scope="col" data-figure>
              {t('today')}
            </th>
            <th scope="col" data-figure>
              {t('held')}
            </th>
            <th scope="col" data-figure>
              {t('outside')}
            </th>
            <th scope="col">{t('deeds')}</th>
          </tr>
        </thead>
        <tbody>
          {(shops.data ?? []).map((shop) => (
            <ShopLine key={shop.id} shop={shop} figures={figures.data?.find((each) => each.shopId === shop.id)} />
          ))}
        </tbody>
      </PlainTable>
    </Panel>
  );
};
