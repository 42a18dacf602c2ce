'use client';

import type { UseQueryResult } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { OrderVouchersDocument } from '../gql/graphql.ts';
import type { ChannelFieldsFragment, OwnFieldsFragment, VoucherFieldsFragment } from '../gql/graphql.ts';
import { Money } from '../parts/Money.tsx';
import { PartPanel, troubleOf } from '../parts/PartPanel.tsx';
import { Trouble } from '../parts/WidgetState.tsx';
import { useLiteral } from '../words/use-literal.ts';
import { splitMoney } from './split-money.ts';
import styles from './side.module.css';
import { usePart } from './use-order.ts';

interface MoneyPanelProps {
  readonly id: string;
  readonly query: UseQueryResult<OwnFieldsFragment | null>;
  readonly channel: ChannelFieldsFragment | undefined;
}

/** What the buyer owes and paid, from the order; who bears the discounts, from the platform; what the ledger booked, from finance. */
export const MoneyPanel = ({ id, query, channel }: MoneyPanelProps) => {
  const t = useTranslations('money');
  const more = useTranslations('orderMoney');
  const vouchers = usePart<VoucherFieldsFragment>({ id, name: 'vouchers', document: OrderVouchersDocument });
  const split = splitMoney(channel?.extensions ?? []);
  return (
    <PartPanel id="money" title={t('title')} query={query} empty={t('none')} isEmpty={() => false} finding={() => t('unit')}>
      {(own) => (
        <dl className={styles['pairs']}>
          <Pair name={t('goods')}>
            <Money amount={own.goodsAmount} />
          </Pair>
          {own.discountAmount.minor !== '0' && (
            <Pair name={t('discount')}>
              <Money amount={{ ...own.discountAmount, minor: negated(own.discountAmount.minor) }} />
            </Pair>
          )}
          {split.discounts.map(({ by, minor }) => (
            <Pair key={by} name={<span className={styles['inner']}>{more(by)}</span>}>
              <span className={styles['over']}>
                <Money amount={{ ...own.discountAmount, minor: `-${minor}` }} />
              </span>
            </Pair>
          ))}
          {own.discountAmount.minor !== '0' && split.discounts.length === 0 && channel !== undefined && (
            <Pair name={<span className={styles['inner']}>{more('split')}</span>}>
              <span className={styles['over']}>{more('splitUnknown')}</span>
            </Pair>
          )}
          {own.freightAmount.minor !== '0' && (
            <Pair name={t('freight')}>
              <Money amount={own.freightAmount} signed />
            </Pair>
          )}
          <Pair name={t('paid')} total>
            <Money amount={own.paidAmount} strong />
          </Pair>
          {own.refunds.map((refund) => (
            <Pair key={refund.id} name={<RefundName kind={refund.kind} state={refund.state} />}>
              <Money amount={{ ...refund.amount, minor: negated(refund.amount.minor) }} />
            </Pair>
          ))}
          {vouchers.isError && !vouchers.data && <Trouble {...troubleOf(vouchers.error)} onRetry={() => void vouchers.refetch()} />}
          {vouchers.data?.vouchers.length === 0 && (
            <Pair name={t('voucher')}>
              <span className={styles['over']}>{own.status === 'CANCELLED' ? more('noVoucher') : t('afterOutbound')}</span>
            </Pair>
          )}
          {vouchers.data?.vouchers.map((voucher) => (
            <Pair
              key={voucher.id}
              name={<VoucherName state={voucher.state} number={voucher.number ?? undefined} refusal={voucher.refusal ?? undefined} />}
            >
              <Money amount={voucher.amount} />
            </Pair>
          ))}
          {split.commission !== undefined && (
            <Pair name={more('commission')}>
              <span className={styles['over']}>
                <Money amount={{ ...own.paidAmount, minor: `-${split.commission}` }} />
              </span>
            </Pair>
          )}
          {split.fee !== undefined && (
            <Pair name={more('fee')}>
              <span className={styles['over']}>
                <Money amount={{ ...own.paidAmount, minor: `-${split.fee}` }} />
              </span>
            </Pair>
          )}
          <Pair name={more('fees')}>
            <span className={styles['over']}>{more('feesUnknown')}</span>
          </Pair>
          <Pair name={more('settlement')}>
            <span className={styles['over']}>{more('settlementUnknown')}</span>
          </Pair>
        </dl>
      )}
    </PartPanel>
  );
};

const negated = (minor: string): string => (minor.startsWith('-') ? minor.slice(1) : `-${minor}`);

const Pair = ({ name, total = false, children }: { readonly name: ReactNode; readonly total?: boolean; readonly children: ReactNode }) => (
  <div className={total ? styles['total'] : undefined}>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

const RefundName = ({ kind, state }: { readonly kind: string; readonly state: string }) => {
  const word = useLiteral();
  return (
    <>
      {word(kind)} · {word(state)}
    </>
  );
};

interface VoucherNameProps {
  readonly state: string;
  readonly number: string | undefined;
  readonly refusal: string | undefined;
}

const VoucherName = ({ state, number, refusal }: VoucherNameProps) => {
  const t = useTranslations('money');
  const word = useLiteral();
  return (
    <>
      {t('voucher')} {number !== undefined && <span className="mono">{number}</span>}{' '}
      <span className={styles['over']}>{refusal ?? word(state)}</span>
    </>
  );
};
