'use client';

import { Button } from 'antd';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { clockTime, nearTime } from '../../format/time.ts';
import type { WebhookDeliveryFieldsFragment } from '../../gql/graphql.ts';
import { StateChip } from '../../parts/StateChip.tsx';
import { useEventTypes } from './use-event-types.ts';
import { useWebhookDeeds } from './use-webhook-deeds.tsx';
import { toneOfDelivery, troubleOfAttempt } from './words.ts';
import styles from './Webhooks.module.css';

type Attempt = WebhookDeliveryFieldsFragment['attempts'][number];

interface DeliveryRowsProps {
  readonly delivery: WebhookDeliveryFieldsFragment;
  readonly mayResend: boolean;
}

/** One delivery, and below it, when it is opened, every try. */
export const DeliveryRows = ({ delivery, mayResend }: DeliveryRowsProps) => {
  const t = useTranslations('webhooks');
  const states = useTranslations('webhookDeliveryStates');
  const { titleOf } = useEventTypes();
  const { resend } = useWebhookDeeds();
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const said = useAttemptWords();
  const [last] = delivery.attempts;
  const failedBefore = delivery.state === 'DUE' && last !== undefined && last.tookMs !== null;
  const near = (at: string): string => nearTime(at, Date.now());
  const sendAgain = async (): Promise<void> => {
    setBusy(true);
    await resend(delivery.id);
    setBusy(false);
  };
  return (
    <>
      <tr>
        <td>{near(delivery.plannedAt)}</td>
        <td>
          {titleOf(delivery.type)}
          <small className="mono">{delivery.type}</small>
        </td>
        <td>
          {delivery.orderId === null ? (
            '—'
          ) : (
            <Link className="mono" href={`/orders/${encodeURIComponent(delivery.orderId)}`}>
              {delivery.orderId}
            </Link>
          )}
        </td>
        <td>
          <StateChip tone={failedBefore ? 'amber' : toneOfDelivery[delivery.state]}>{states(delivery.state)}</StateChip>
          {failedBefore && delivery.nextTryAt !== null && <small>{t('nextTry', { at: near(delivery.nextTryAt) })}</small>}
        </td>
        <td>
          {last === undefined ? (
            '—'
          ) : (
            <Button size="small" type="link" aria-expanded={open} onClick={() => setOpen(!open)}>
              {said(last)} · {t('tries', { count: delivery.tries })}
            </Button>
          )}
        </td>
        <td data-figure>
          {mayResend && (
            <Button size="small" type="link" loading={busy} onClick={() => void sendAgain()}>
              {t('resend')}
            </Button>
          )}
        </td>
      </tr>
      {open && (
        <tr className={styles['tries']}>
          <td colSpan={6}>
            <p>
              webhook-id <span className="mono">{delivery.eventId}</span>
            </p>
            <ol>
              {delivery.attempts.map((attempt) => (
                <li key={attempt.try}>
                  <span>{t('tryNo', { no: attempt.try })}</span>
                  <span>{clockTime(attempt.beganAt)}</span>
                  <span>{said(attempt)}</span>
                  <span>{attempt.tookMs === null ? '—' : t('took', { ms: attempt.tookMs })}</span>
                  <span className="mono">{attempt.answer ?? ''}</span>
                </li>
              ))}
            </ol>
          </td>
        </tr>
      )}
    </>
  );
};

const useAttemptWords = (): ((attempt: Attempt) => string) => {
  const troubles = useTranslations('webhookTroubles');
  return (attempt) => (attempt.status === null ? troubles(troubleOfAttempt(attempt, Date.now())) : `HTTP ${attempt.status}`);
};
