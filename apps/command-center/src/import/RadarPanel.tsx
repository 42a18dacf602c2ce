'use client';

import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { useState } from 'react';
import { count, percent } from '../format/figures.ts';
import { isWeak, asIndicator, indicatorKeys } from '../home/indicators.ts';
import { Door } from '../parts/Door.tsx';
import { Panel } from '../parts/Panel.tsx';
import { Radar } from '../parts/Radar.tsx';
import { SourceAge } from '../parts/SourceAge.tsx';
import { TwinSwitch, TwinTable } from '../parts/TwinTable.tsx';
import { asMissing, asOrderState, axisKeys } from './import-words.ts';
import styles from './radar.module.css';
import type { RadarFigures } from './use-import.ts';

/** The health of the imported orders: what the file can say, each number a door to its rows, and what it cannot say and why. */
export const RadarPanel = ({
  radar,
  updatedAt,
  stale,
}: {
  readonly radar: RadarFigures;
  readonly updatedAt: number;
  readonly stale: boolean;
}) => {
  const t = useTranslations('importRadar');
  const axisWords = useTranslations('importAxes');
  const indicators = useTranslations('indicators');
  const missing = useTranslations('importMissing');
  const states = useTranslations('importOrderStates');
  const [asTable, setAsTable] = useState(false);
  const axes = axisKeys.map((key) => {
    const figure = radar.axes.find((each) => each.axis === key);
    const known = figure !== undefined && figure.supported && figure.due > 0;
    return { key, figure, share: known ? figure.good / figure.due : undefined };
  });
  const worst = axes.filter((axis) => axis.share !== undefined).toSorted((a, b) => (a.share ?? 1) - (b.share ?? 1))[0];
  const late = axes.find((axis) => axis.key === 'ON_TIME_SHIPPING');
  const badDay = radar.days.toSorted((a, b) => b.late - a.late)[0];
  return (
    <Panel
      title={t('title')}
      finding={radar.final ? t('whole', { count: radar.orders }) : t('estimate', { count: radar.orders })}
      aside={
        <>
          <SourceAge at={updatedAt} stale={stale} />
          <TwinSwitch on={asTable} of={t('title')} onToggle={() => setAsTable(!asTable)} />
        </>
      }
    >
      {asTable ? (
        <TwinTable
          twin={{
            caption: t('title'),
            columns: [
              { key: 'axis', title: t('axis') },
              { key: 'share', title: t('share'), figure: true },
              { key: 'bad', title: t('bad'), figure: true },
              { key: 'due', title: t('due'), figure: true },
            ],
            rows: axes.map(({ key, figure, share }) => ({
              key,
              cells: [
                axisWords(key),
                share === undefined ? t('notInFile') : percent(share),
                <Door key="bad" to={doorTo(figure === undefined ? 0 : figure.due - figure.good, figure?.badSet)} />,
                figure === undefined ? '—' : count(figure.due),
              ],
            })),
          }}
        />
      ) : (
        <div className={styles['body']} data-radar-final={radar.final}>
          <div className={styles['face']}>
            <p className={styles['score']}>
              <b>{radar.score == null ? '—' : radar.score.toFixed(1)}</b>
              <small>
                {t('score', { count: axes.filter((axis) => axis.figure?.indicator != null && axis.share !== undefined).length })}
              </small>
            </p>
            <Radar
              label={worst === undefined ? t('noFinding') : t('weakest', { axis: axisWords(worst.key), share: percent(worst.share ?? 0) })}
              axes={axes.map((axis, index) => ({ key: axis.key, mark: String(index + 1), part: axis.share, weak: isWeak(axis.share) }))}
            />
          </div>
          <ol className={styles['list']}>
            {axes.map(({ key, figure, share }, index) => (
              <li key={key} data-weak={isWeak(share)} data-known={share !== undefined} data-axis={key}>
                <span>
                  <i>{index + 1}</i>
                  {axisWords(key)}
                  {figure?.indicator != null && <small> {t('indicator', { number: figure.indicator })}</small>}
                </span>
                <b>{share === undefined ? t('notInFile') : percent(share)}</b>
                {figure !== undefined && share !== undefined ? (
                  <Door to={doorTo(figure.due - figure.good, figure.badSet)}>
                    {t('of', { bad: figure.due - figure.good, due: figure.due })}
                  </Door>
                ) : (
                  <span />
                )}
              </li>
            ))}
          </ol>
        </div>
      )}
      <ul className={styles['findings']}>
        {late?.share !== undefined && late.figure !== undefined && (
          <li>{t('overtime', { share: percent(1 - late.share), bad: late.figure.due - late.figure.good, due: late.figure.due })}</li>
        )}
        {radar.waitingP50 != null && radar.waitingP90 != null && (
          <li>{t('waiting', { p50: radar.waitingP50.toFixed(1), p90: radar.waitingP90.toFixed(1) })}</li>
        )}
        {badDay !== undefined && badDay.late > 0 && (
          <li>
            {t.rich('badDay', {
              day: badDay.day,
              late: badDay.late,
              orders: badDay.orders,
              door: (text) => (badDay.set == null ? <>{text}</> : <Link href={address(badDay.set)}>{text}</Link>),
            })}
          </li>
        )}
        <li className={styles['states']}>
          {radar.states.map((each) => (
            <span key={each.state}>
              {states(asOrderState(each.state))} <Door to={doorTo(each.orders, each.set)} />
            </span>
          ))}
        </li>
      </ul>
      <details className={styles['missing']}>
        <summary>{t('cannot', { count: radar.missing.length })}</summary>
        <ul>
          {radar.missing.map((each) => (
            <li key={each.indicator}>
              {each.indicator} {indicators(asIndicator(indicatorKeys[each.indicator - 1] ?? 'OTHER'))}: {missing(asMissing(each.reason))}
            </li>
          ))}
        </ul>
      </details>
    </Panel>
  );
};

const address = (set: string): string => `/orders?set=${set}`;

const doorTo = (counted: number, set: string | null | undefined) => ({
  count: counted,
  place: set == null ? '' : '/orders',
  set: set ?? '',
});
