'use client';

import { useTranslations } from 'next-intl';
import { useQueryStates } from 'nuqs';
import { SourceAge } from '../parts/SourceAge.tsx';
import { MissingChannels } from './MissingChannels.tsx';
import { OutsidePanel } from './OutsidePanel.tsx';
import { ShopsPanel } from './ShopsPanel.tsx';
import { stateOfShop } from './shop-state.ts';
import { useShopFigures, useShops } from './use-channels.ts';
import { viewParsers } from './view.ts';
import styles from './channels.module.css';

/** Every shop: how its orders come and how late, what is held, what its platform has not taken; and what is not connected. */
export const ChannelsPage = () => {
  const t = useTranslations('channelsPage');
  const [view, setView] = useQueryStates(viewParsers, { history: 'push' });
  const shops = useShops();
  const figures = useShopFigures();
  const rows = shops.data ?? [];
  const states = rows.map((shop) =>
    stateOfShop(
      shop,
      figures.data?.find((each) => each.shopId === shop.id),
    ),
  );
  const held = rows.reduce((sum, shop) => sum + shop.quarantined, 0);
  const refused = rows.reduce((sum, shop) => sum + shop.outsideRefused, 0);
  const troubled = states.filter((state) => state === 'paused' || state === 'silent' || state === 'polling').length;
  return (
    <div className={styles['page']}>
      <header className={styles['head']}>
        <div>
          <h1>{t('title')}</h1>
          {shops.data !== undefined && (
            <p className={styles['answer']} role="status">
              {t.rich('answer', {
                shops: rows.length,
                troubled,
                held,
                refused,
                hot: (chunks) => <em>{chunks}</em>,
              })}
            </p>
          )}
        </div>
        <SourceAge at={shops.dataUpdatedAt} stale={shops.isError} />
      </header>
      <ShopsPanel shops={shops} figures={figures} />
      <OutsidePanel view={view} onView={(change) => void setView(change)} />
      <MissingChannels connected={rows.map((shop) => shop.channel)} />
    </div>
  );
};
