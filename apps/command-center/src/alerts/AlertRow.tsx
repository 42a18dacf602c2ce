'use client';

import { useTranslations } from 'next-intl';
import { useNow } from '../data/clock.ts';
import { count, standing } from '../format/figures.ts';
import { nearTime } from '../format/time.ts';
import type { AlertFieldsFragment } from '../gql/graphql.ts';
import { Door } from '../parts/Door.tsx';
import { ThresholdBar } from '../parts/ThresholdBar.tsx';
import { asLiteral, asOwner } from '../words/codes.ts';
import { Owner } from '../words/Owner.tsx';
import styles from './AlertRow.module.css';
import { asLevel } from './rules.ts';
import { useAlertWords } from './use-alert-words.ts';

interface AlertRowProps {
  readonly alert: AlertFieldsFragment;
  /** Of a closed alert only its own threshold is known. */
  readonly orangeFrom?: number;
  readonly redFrom?: number;
}

/** One alert: since when, what, value against threshold, whose, who was told, and the rows behind it. */
export const AlertRow = ({ alert, orangeFrom, redFrom }: AlertRowProps) => {
  const t = useTranslations('alerts');
  const levels = useTranslations('levels');
  const now = useNow();
  const { title, figure } = useAlertWords();
  const level = asLevel(alert.level);
  const closed = alert.closedAt ?? undefined;
  const until = closed === undefined ? now : Date.parse(closed);
  return (
    <li className={styles['row']} data-level={level} data-closed={closed !== undefined}>
      <span className={styles['since']}>
        <b>{now === 0 ? '—' : standing(until - Date.parse(alert.since))}</b>
        <small>{closed === undefined ? t('standing') : t('stood')}</small>
      </span>
      <span className={styles['what']}>
        <span className={styles['title']}>
          <i aria-hidden>{level === 'RED' ? '▲' : '◆'}</i>
          <span className={styles['unseen']}>{levels(level === 'RED' ? 'red' : 'orange')}</span> {title(alert)}
        </span>
        <small>
          {t('since', { at: now === 0 ? '' : nearTime(alert.since, now) })}
          {alert.escalatedAt !== null &&
            alert.escalatedAt !== undefined &&
            now !== 0 &&
            ` · ${t('escalated', { at: nearTime(alert.escalatedAt, now) })}`}
          {closed !== undefined && now !== 0 && ` · ${t('closed', { at: nearTime(closed, now) })}`}
        </small>
      </span>
      <span className={styles['value']}>
        <span>
          <b>{figure(alert.value, alert.unit)}</b>
          <small>{t('against', { threshold: figure(alert.threshold, alert.unit), version: alert.thresholdsVersion })}</small>
        </span>
        {orangeFrom !== undefined && redFrom !== undefined && (
          <ThresholdBar value={alert.value} orangeFrom={orangeFrom} redFrom={redFrom} level={level} />
        )}
      </span>
      <span className={styles['who']}>
        <span>
          <Owner owner={alert.owner} />
        </span>
        <Told alert={alert} now={now} />
      </span>
      <span className={styles['deed']}>
        {alert.door.set !== '' && (
          <Door to={alert.door}>{t('look', { count: count(alert.door.count), hasCount: alert.door.count > 0 ? 'yes' : 'no' })}</Door>
        )}
      </span>
    </li>
  );
};

const Told = ({ alert, now }: { readonly alert: AlertFieldsFragment; readonly now: number }) => {
  const t = useTranslations('alerts');
  const owners = useTranslations('owners');
  const literals = useTranslations('literals');
  const last = alert.told.at(-1);
  if (last === undefined || now === 0) return <small>{t('toldNobody')}</small>;
  const words = alert.told.map((each) => {
    const owner = asOwner(each.told);
    const transport = asLiteral(each.transport);
    return t('told', {
      who: owner === undefined ? each.told : owners(owner),
      how: transport === undefined ? each.transport : literals(transport),
      at: nearTime(each.at, now),
    });
  });
  return (
    <small title={words.join('\n')}>
      {words.at(-1)}
      {words.length > 1 && ` ${t('toldTimes', { count: words.length })}`}
    </small>
  );
};
