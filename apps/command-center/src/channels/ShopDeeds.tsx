'use client';

import { Button, Popconfirm, Popover } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { ShopRow } from './use-channels.ts';
import { pauseReasons } from './shop-state.ts';
import { useChannelDeeds } from './use-channel-deeds.tsx';
import styles from './channels.module.css';

/** Pausing is reversible: a reason is picked, it happens, its undo is offered. A poll cannot be taken back: it is asked first. */
export const ShopDeeds = ({ shop, name }: { readonly shop: ShopRow; readonly name: string }) => {
  const t = useTranslations('channelDeeds');
  const reasons = useTranslations('pauseReasons');
  const { pause, resume, poll } = useChannelDeeds();
  const [open, setOpen] = useState(false);
  const paused = shop.pausedAt !== null && shop.pausedAt !== undefined;
  const pick = (reason: string): void => {
    setOpen(false);
    void pause(shop.id, name, reason);
  };
  return (
    <span className={styles['deeds']}>
      {paused ? (
        <Button size="small" type="primary" onClick={() => void resume(shop.id, name, shop.pauseReason ?? '')}>
          {t('resume')}
        </Button>
      ) : (
        <>
          {!shop.own && (
            <Popconfirm
              title={t('pollAsk', { shop: name })}
              description={t('pollWhat')}
              okText={t('poll')}
              cancelText={t('notNow')}
              onConfirm={() => void poll(shop.id)}
            >
              <Button size="small">{t('poll')}</Button>
            </Popconfirm>
          )}
          <Popover
            open={open}
            onOpenChange={setOpen}
            trigger="click"
            placement="bottomRight"
            title={t('pauseWhy')}
            content={
              <div className={styles['reasons']}>
                {pauseReasons.map((reason) => (
                  <Button key={reason} type="text" onClick={() => pick(reasons(reason))}>
                    {reasons(reason)}
                  </Button>
                ))}
              </div>
            }
          >
            <Button size="small">{t('pause')}</Button>
          </Popover>
        </>
      )}
    </span>
  );
};
