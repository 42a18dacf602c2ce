'use client';

import { useQuery } from '@tanstack/react-query';
import { Input } from 'antd';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ask } from '../data/ask.ts';
import { clockTime } from '../format/time.ts';
import { OrderTwinDocument } from '../gql/graphql.ts';
import { orderAddress } from '../orders/view.ts';
import { Money } from '../parts/Money.tsx';
import { Panel } from '../parts/Panel.tsx';
import { troubleOf } from '../parts/PartPanel.tsx';
import { Loading, Nothing, Trouble } from '../parts/WidgetState.tsx';
import { asLiteral } from '../words/codes.ts';
import { asSighting, ledgerKeys, ledgerOf } from './parse-world.ts';
import { useTrace } from './use-sandbox.ts';
import styles from './sandbox.module.css';

interface LedgersPanelProps {
  readonly order: string;
  readonly onOrder: (no: string) => void;
}

const useHubRow = (search: string) =>
  useQuery({
    queryKey: ['sandbox', 'hub', search],
    enabled: search !== '',
    refetchInterval: 3_000,
    queryFn: async ({ signal }) =>
      (await ask(OrderTwinDocument, { search }, signal)).data.orders.nodes.find(
        (node) => node.id === search || node.platformOrderNo === search,
      ) ?? null,
  });

/** One order in every ledger: the hub's belief beside those of the platform, the warehouse, the carrier, the ERP and the messengers. */
export const LedgersPanel = ({ order, onOrder }: LedgersPanelProps) => {
  const t = useTranslations('sandboxPage');
  const names = useTranslations('sandboxLedgers');
  const kinds = useTranslations('sandboxKinds');
  const literals = useTranslations('literals');
  const [typed, setTyped] = useState('');
  const hub = useHubRow(order);
  const row = hub.data ?? undefined;
  const trace = useTrace(row?.platformOrderNo ?? (/^\d+$/.test(order) ? order : ''), row?.id ?? (/^\d+$/.test(order) ? '' : order));
  const seen = trace.data ?? [];
  const status = row === undefined ? undefined : asLiteral(row.status);
  return (
    <Panel
      title={t('ledgersTitle')}
      finding={order === '' ? t('ledgersWhat') : <span className="mono">{order}</span>}
      aside={
        <Input.Search
          size="small"
          value={typed}
          placeholder={t('findOrder')}
          aria-label={t('findOrder')}
          onChange={(event) => setTyped(event.target.value)}
          onSearch={(value) => onOrder(value.trim())}
        />
      }
    >
      {order === '' && <Nothing>{t('pickOrder')}</Nothing>}
      {order !== '' && trace.isPending && <Loading rows={3} />}
      {trace.isError && trace.data === undefined && <Trouble {...troubleOf(trace.error)} onRetry={() => void trace.refetch()} />}
      {order !== '' && trace.data !== undefined && (
        <div className={styles['ledgers']}>
          <section>
            <h3>{names('hub')}</h3>
            {row === undefined ? (
              <p className={styles['quiet']}>{hub.isError ? t('hubSilent') : t('hubUnknown')}</p>
            ) : (
              <ul>
                <li>
                  <Link className="mono" href={orderAddress(row.id, {})}>
                    {row.id}
                  </Link>
                </li>
                <li>{status === undefined ? row.status : literals(status)}</li>
                <li>
                  <Money amount={row.paidAmount} />
                </li>
                <li>{row.warehouses.join('、') || '—'}</li>
                <li className="mono">{row.trackingNumbers.join(' ') || '—'}</li>
              </ul>
            )}
          </section>
          {ledgerKeys.map((key) => {
            const own = seen.filter((each) => ledgerOf(each.system) === key);
            return (
              <section key={key}>
                <h3>{names(key)}</h3>
                {own.length === 0 && <p className={styles['quiet']}>{t('nothingSeen')}</p>}
                <ol>
                  {own.map((each, at) => (
                    <li key={`${each.at} ${each.kind} ${at}`} title={each.facts.map(([name, value]) => `${name} ${value}`).join('\n')}>
                      <span className={styles['quiet']}>{clockTime(each.at)}</span>{' '}
                      <b>{asSighting(each.kind) === 'other' ? each.kind : kinds(asSighting(each.kind))}</b>
                      <code>{each.about}</code>
                    </li>
                  ))}
                </ol>
              </section>
            );
          })}
        </div>
      )}
    </Panel>
  );
};
