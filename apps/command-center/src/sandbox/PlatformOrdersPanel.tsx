'use client';

import { Button, Popconfirm } from 'antd';
import { useTranslations } from 'next-intl';
import { useNow } from '../data/clock.ts';
import { formatMinor } from '../format/money.ts';
import { nearTime } from '../format/time.ts';
import { ChannelName } from '../orders/ChannelName.tsx';
import { PartPanel } from '../parts/PartPanel.tsx';
import { SourceAge } from '../parts/SourceAge.tsx';
import { usePlatformOrders, useSandboxDeed } from './use-sandbox.ts';
import styles from './sandbox.module.css';

/** What platforms changed last, in their own words; the buyer's cancel is here. */
export const PlatformOrdersPanel = ({ onOrder }: { readonly onOrder: (no: string) => void }) => {
  const t = useTranslations('sandboxPage');
  const now = useNow();
  const orders = usePlatformOrders();
  const deed = useSandboxDeed();
  return (
    <PartPanel
      title={t('orders')}
      query={orders}
      finding={(data) => t('ordersFinding', { count: data.length })}
      aside={<SourceAge at={orders.dataUpdatedAt} />}
      isEmpty={(data) => data.length === 0}
      empty={t('noOrders')}
    >
      {(data) => (
        <ul className={styles['orders']}>
          {data.map((order) => (
            <li key={order.no}>
              <span className={styles['quiet']}>{now === 0 ? '' : nearTime(order.updatedAt, now)}</span>
              <ChannelName code={order.channel} />
              <span className="mono">{order.no}</span>
              <span>{order.status}</span>
              <span className={styles['lines']}>{order.lines}</span>
              <span className={styles['amount']}>{formatMinor(String(order.payFen), 'CNY')}</span>
              <span className={styles['deeds']}>
                <Button size="small" type="link" onClick={() => onOrder(order.no)}>
                  {t('ledgers')}
                </Button>
                <Popconfirm
                  title={t('cancelAsk')}
                  okText={t('cancel')}
                  cancelText={t('notNow')}
                  onConfirm={() => void deed(`/orders/${order.no}/cancel`, { method: 'POST', body: {} }, t('cancelled'))}
                >
                  <Button size="small" type="link">
                    {t('cancel')}
                  </Button>
                </Popconfirm>
              </span>
            </li>
          ))}
        </ul>
      )}
    </PartPanel>
  );
};
