'use client';

import type { UseQueryResult } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { OrderVouchersDocument } from '../gql/graphql.ts';
import type { OwnFieldsFragment, VoucherFieldsFragment } from '../gql/graphql.ts';
import { Money } from '../parts/Money.tsx';
import { PartPanel, troubleOf } from '../parts/PartPanel.tsx';
import { Trouble } from '../parts/WidgetState.tsx';
import { asLiteral } from '../words/codes.ts';
import styles from './side.module.css';
import { usePart } from './use-order.ts';

interface MoneyPanelProps {
  readonly id: string;
  readonly query: UseQueryResult<OwnFieldsFragment | null>;
}

/** What the buyer owes and paid, from the order; what the ledger booked, from finance. Either may be missing alone. */
export const MoneyPanel = ({ id, query }: MoneyPanelProps) => {
  const t = useTranslations('money');
  const vouchers = usePart<VoucherFieldsFragment>({ id, name: 'vouchers', document: OrderVouchersDocument });
  return (
    <PartPanel title={t('title')} query={query} empty={t('none')} isEmpty={() => false} finding={() => t('unit')}>
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
              <span className={styles['over']}>{t('afterOutbound')}</span>
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

const useLiteral = (): ((value: string) => string) => {
  const literals = useTranslations('literals');
  return (value) => {
    const known = asLiteral(value);
    return known === undefined ? value : literals(known);
  };
};

const RefundName = ({ kind, state }: { readonly kind: string; readonly state: string }) => {
  const word = useLiteral();
  return (
    <>
      {word(kind)} · {word(state)}
    </>
  );
};

const VoucherName = ({
  state,
  number,
  refusal,
}: {
  readonly state: string;
  readonly number: string | undefined;
  readonly refusal: string | undefined;
}) => {
  const t = useTranslations('money');
  const word = useLiteral();
  return (
    <>
      {t('voucher')} {number !== undefined && <span className="mono">{number}</span>}{' '}
      <span className={styles['over']}>{refusal ?? word(state)}</span>
    </>
  );
};
