'use client';

import type { UseQueryResult } from '@tanstack/react-query';
import { Button, Popconfirm } from 'antd';
import { useTranslations } from 'next-intl';
import { useAccountNames } from '../accounts/use-account-names.ts';
import { useNow } from '../data/clock.ts';
import { useDeeds } from '../deeds/use-deeds.tsx';
import { nearTime } from '../format/time.ts';
import type { OwnFieldsFragment } from '../gql/graphql.ts';
import { Panel } from '../parts/Panel.tsx';
import { TimeLeft } from '../parts/TimeLeft.tsx';
import { asActor } from '../words/codes.ts';
import { Owner } from '../words/Owner.tsx';
import { useLiteral } from '../words/use-literal.ts';
import styles from './side.module.css';

interface HoldsPanelProps {
  readonly id: string;
  readonly query: UseQueryResult<OwnFieldsFragment | null>;
}

/** Why nothing may leave, and what was asked of the warehouse. Shown only where there is something to say. */
export const HoldsPanel = ({ id, query }: HoldsPanelProps) => {
  const t = useTranslations('holds');
  const more = useTranslations('orderHolds');
  const now = useNow();
  const word = useLiteral();
  const who = useWho();
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
              <b>{word(hold.reason)}</b>
              {hold.note !== '' && hold.note !== hold.reason && <>：{hold.note}</>}
              <small>
                {more('placed', { by: who(hold.placedBy), at: nearTime(hold.placedAt, now) })}
                {' · '}
                {hold.releasedAt ? (
                  more('released', { by: who(hold.releasedBy ?? ''), at: nearTime(hold.releasedAt, now) })
                ) : (
                  <>
                    {more('decides')} <Owner owner={hold.owner} />
                  </>
                )}
              </small>
            </span>
            {hold.releasedAt ? null : (
              <span className={styles['acts']}>
                {hold.dueAt && <TimeLeft dueAt={hold.dueAt} captioned />}
                {open.length > 1 && (
                  <Popconfirm
                    title={t('releaseAsk', { reason: word(hold.reason) })}
                    description={more('releaseOne', { left: open.length - 1 })}
                    okText={t('release')}
                    cancelText={t('keep')}
                    onConfirm={() => release(hold.id)}
                  >
                    <Button size="small">{t('release')}</Button>
                  </Popconfirm>
                )}
              </span>
            )}
          </li>
        ))}
        {stops.map((stop) => (
          <li key={stop.id} className={styles['hold']}>
            <span>
              <b>{word(stop.state)}</b> · {word(stop.scope)}
              <small>{t('stopBy', { by: who(stop.proposedBy), at: nearTime(stop.proposedAt, now), reason: word(stop.reason) })}</small>
              {stop.declineReason && <small>{t('declined', { reason: stop.declineReason })}</small>}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
};

/** A person by name, a rule by its version. */
const useWho = (): ((actor: string) => string) => {
  const actors = useTranslations('actors');
  const story = useTranslations('story');
  const more = useTranslations('orderHolds');
  const { nameOf } = useAccountNames();
  return (actor) => {
    const known = asActor(actor, 'order');
    if ('rule' in known) return story('rule', { version: known.rule });
    if (known.key === 'person') return nameOf(actor);
    return actor === '' ? actors(known.key) : more('automatic');
  };
};
