'use client';

import { useTranslations } from 'next-intl';
import { useNow } from '../data/clock.ts';
import { spanOf } from '../format/duration.ts';
import { nearTime } from '../format/time.ts';
import { useQuestion } from '../data/use-question.ts';
import { OrderMessagesDocument } from '../gql/graphql.ts';
import type { MessageFieldsFragment, TwinFieldsFragment } from '../gql/graphql.ts';
import { PartPanel, troubleOf } from '../parts/PartPanel.tsx';
import { StateChip } from '../parts/StateChip.tsx';
import { Trouble } from '../parts/WidgetState.tsx';
import { asLiteral } from '../words/codes.ts';
import { Owner } from '../words/Owner.tsx';
import { channelQuestion } from './questions.ts';
import { usePart } from './use-order.ts';
import styles from './side.module.css';

interface CustomerPanelProps {
  readonly id: string;
  readonly twin: TwinFieldsFragment | undefined;
}

const levels = ['ROUTED', 'SHIPPED', 'IN_TRANSIT'] as const;
const troubled: readonly string[] = ['REFUSED', 'NOT_DELIVERED', 'NO_CONTACT'];

/** What the customer has been shown, how long that took, and what the platform was told. */
export const CustomerPanel = ({ id, twin }: CustomerPanelProps) => {
  const t = useTranslations('customer');
  const literals = useTranslations('literals');
  const spans = useTranslations('span');
  const now = useNow();
  const messages = usePart<MessageFieldsFragment>({ id, name: 'messages', document: OrderMessagesDocument });
  const channel = useQuestion(channelQuestion(id), { retry: false });
  const word = (value: string): string => {
    const known = asLiteral(value);
    return known === undefined ? value : literals(known);
  };
  const waited = twin?.waiting.startedAt
    ? (twin.waiting.endedAt ? Date.parse(twin.waiting.endedAt) : now) - Date.parse(twin.waiting.startedAt)
    : undefined;
  const span = waited === undefined || now === 0 ? undefined : spanOf(waited);
  const waiting =
    span === undefined ? undefined : t(twin?.waiting.endedAt ? 'waited' : 'waits', { span: spans(span.unit, { figure: span.figure }) });
  return (
    <PartPanel
      title={t('title')}
      query={messages}
      empty={waiting ?? t('none')}
      isEmpty={() => false}
      finding={() => (twin?.status === 'CANCELLED' ? undefined : waiting)}
    >
      {(data) => (
        <>
          {twin && (
            <ol className={styles['steps']}>
              {levels.map((level) => {
                const reached = twin.customerView.find((step) => step.level === level)?.reachedAt;
                return (
                  <li key={level} data-reached={reached !== undefined}>
                    {literals(level)}
                    <small>{reached === undefined ? '—' : nearTime(reached, now)}</small>
                  </li>
                );
              })}
            </ol>
          )}
          {data.messages.map((message) => (
            <p key={message.id} className={styles['message']}>
              <span>
                {word(message.kind)}{' '}
                <span className={styles['over']}>
                  {word(message.transport)} · <Owner owner={message.told} />
                </span>
              </span>
              <StateChip tone={troubled.includes(message.state) ? 'amber' : 'plain'}>{word(message.state)}</StateChip>
            </p>
          ))}
          {channel.isError && !channel.data && <Trouble {...troubleOf(channel.error)} onRetry={() => void channel.refetch()} />}
          {channel.data?.shipNotices.map((notice) => (
            <p key={notice.parcelId} className={styles['message']}>
              <span>
                {t('shipNotice')} <span className="mono">{notice.trackingNumber}</span>
                {notice.refusal && <span className={styles['over']}> {notice.refusal}</span>}
              </span>
              <StateChip tone={troubled.includes(notice.state) ? 'amber' : 'plain'}>{word(notice.state)}</StateChip>
            </p>
          ))}
        </>
      )}
    </PartPanel>
  );
};
