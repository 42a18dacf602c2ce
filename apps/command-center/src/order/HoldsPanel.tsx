'use client';

import type { UseQueryResult } from '@tanstack/react-query';
import { Button, Popconfirm } from 'antd';
import { useTranslations } from 'next-intl';
import { useNow } from '../data/clock.ts';
import { useDeeds } from '../deeds/use-deeds.tsx';
import { nearTime } from '../format/time.ts';
import type { OwnFieldsFragment } from '../gql/graphql.ts';
import { Panel } from '../parts/Panel.tsx';
import { TimeLeft } from '../parts/TimeLeft.tsx';
import { asLiteral } from '../words/codes.ts';
import { Owner } from '../words/Owner.tsx';
import styles from './side.module.css';

interface HoldsPanelProps {
  readonly id: string;
  readonly query: UseQueryResult<OwnFieldsFragment | null>;
}

/** Why nothing may leave, and what was asked of the warehouse. Shown only where there is something to say. */
export const HoldsPanel = ({ id, query }: HoldsPanelProps) => {
  const t = useTranslations('holds');
  const now = useNow();
  const word = useWord();
  const { release } = useDeeds(id);
  const holds = query.data?.holds ?? [];
  const stops = query.data?.stops ?? [];
  if (holds.length === 0 && stops.length === 0) return null;
  const open = holds.filter((hold) => !hold.releasedAt);
  return (
    <Panel id="holds" title={t('title')} finding={open.length > 0 ? t('open', { count: open.length }) : t('allReleased')}>
      <ul>
        {holds.map((hold) => (
          <li key={hold.id} className={styles['hold']}>
            <span className={hold.releasedAt ? styles['over'] : undefined}>
              <b>{word(hold.reason)}</b> · <Owner owner={hold.owner} />
              <small>
                {' '}
                {hold.releasedAt
                  ? t('releasedAt', { at: nearTime(hold.releasedAt, now) })
                  : t('placedAt', { at: nearTime(hold.placedAt, now) })}
              </small>
            </span>
            {hold.releasedAt ? null : (
              <span>
                {hold.dueAt && (
                  <>
                    <TimeLeft dueAt={hold.dueAt} />{' '}
                  </>
                )}
                <Popconfirm
                  title={t('releaseAsk', { reason: word(hold.reason) })}
                  description={t('releaseMeans')}
                  okText={t('release')}
                  cancelText={t('keep')}
                  onConfirm={() => release(hold.id)}
                >
                  <Button type="primary">{t('release')}</Button>
                </Popconfirm>
              </span>
            )}
          </li>
        ))}
        {stops.map((stop) => (
          <li key={stop.id} className={styles['hold']}>
            <span>
              <b>{word(stop.state)}</b> · {word(stop.scope)}
              <small> {t('stopBy', { by: stop.proposedBy, at: nearTime(stop.proposedAt, now), reason: word(stop.reason) })}</small>
              {stop.declineReason && <small> {t('declined', { reason: stop.declineReason })}</small>}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
};

const useWord = (): ((value: string) => string) => {
  const literals = useTranslations('literals');
  return (value) => {
    const known = asLiteral(value);
    return known === undefined ? value : literals(known);
  };
};
