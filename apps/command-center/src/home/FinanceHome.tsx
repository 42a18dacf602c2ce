'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { count } from '../format/figures.ts';
import { formatMinor } from '../format/money.ts';
import { VoucherMoneyDocument } from '../gql/graphql.ts';
import { listAddress } from '../orders/view.ts';
import { BoardPanel } from '../parts/BoardPanel.tsx';
import { Headline } from '../parts/Headline.tsx';
import { DayMoneyPanel } from './DayMoneyPanel.tsx';
import { ItemsPanel } from './ItemsPanel.tsx';
import styles from './rows.module.css';
import { useBoard } from '../data/use-board.ts';

/** Finance's home: vouchers that the ledger refused, the money behind them, and what was paid today. */
export const FinanceHome = () => {
  const t = useTranslations('roleHome');
  const money = useBoard('voucher-money', VoucherMoneyDocument, {}, (result) => result.orders);
  return (
    <div className={styles['columns']}>
      <div className={styles['stack']}>
        <ItemsPanel id="finance-items" title={t('vouchers')} none={t('noVouchers')} pools={['VOUCHER']} first={12} />
      </div>
      <div className={styles['stack']}>
        <BoardPanel id="voucher-money" title={t('voucherMoney')} query={money} rows={2}>
          {(data) => (
            <Headline
              figure={
                <Link href={listAddress({ pool: ['VOUCHER'] })}>
                  {data.totalAmount ? formatMinor(data.totalAmount.minor, data.totalAmount.currency) : '—'}
                </Link>
              }
              unit={t('yuan')}
              note={t('voucherOrders', { count: count(data.totalCount) })}
            />
          )}
        </BoardPanel>
        <DayMoneyPanel />
        <p className={styles['honest']}>{t('financeHonest')}</p>
      </div>
    </div>
  );
};
