'use client';

import { useTranslations } from 'next-intl';
import { dayKey } from '../format/time.ts';
import { ClosedAlertsDocument } from '../gql/graphql.ts';
import { useBoard } from '../data/use-board.ts';
import { BoardPanel } from '../parts/BoardPanel.tsx';
import { AlertRow } from './AlertRow.tsx';
import styles from './AlertsPage.module.css';

const first = 50;

/** The alerts that ended today: how long they stood, who was told. */
export const ClosedAlerts = () => {
  const t = useTranslations('alerts');
  const query = useBoard('closed-alerts', ClosedAlertsDocument, { first }, (result) => {
    const today = dayKey(new Date().toISOString());
    return result.alerts.nodes.filter((alert) => alert.closedAt && dayKey(alert.closedAt) === today);
  });
  return (
    <BoardPanel
      id="closed-alerts"
      title={t('ended')}
      query={query}
      finding={query.data === undefined ? undefined : t('endedFinding', { count: query.data.length })}
      empty={(alerts) => (alerts.length === 0 ? t('noneEnded') : undefined)}
    >
      {(alerts) => (
        <ul className={styles['rows']}>
          {alerts.map((alert) => (
            <AlertRow key={alert.id} alert={alert} />
          ))}
        </ul>
      )}
    </BoardPanel>
  );
};
