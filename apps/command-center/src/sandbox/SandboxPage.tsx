'use client';

import { useTranslations } from 'next-intl';
import { parseAsString, useQueryState } from 'nuqs';
import { troubleOf } from '../parts/PartPanel.tsx';
import { Panel } from '../parts/Panel.tsx';
import { SourceAge } from '../parts/SourceAge.tsx';
import { Loading, Nothing, Trouble } from '../parts/WidgetState.tsx';
import { DayPanel } from './DayPanel.tsx';
import { HandPanel } from './HandPanel.tsx';
import { HousesPanel } from './HousesPanel.tsx';
import { LedgersPanel } from './LedgersPanel.tsx';
import { MisbehaviourPanel } from './MisbehaviourPanel.tsx';
import { PlatformOrdersPanel } from './PlatformOrdersPanel.tsx';
import { useWorld } from './use-sandbox.ts';
import styles from './sandbox.module.css';

/** The outside world at one's fingertips: its day, its faults, one order by hand, and what each of its ledgers believes. */
export const SandboxPage = () => {
  const t = useTranslations('sandboxPage');
  const [order, setOrder] = useQueryState('order', parseAsString.withDefault('').withOptions({ history: 'push' }));
  const world = useWorld();
  const absent = world.error !== null && troubleOf(world.error).code === 'HTTP_404';
  return (
    <div className={styles['page']}>
      <header className={styles['head']}>
        <h1>{t('title')}</h1>
        <span>{t('what')}</span>
        <span className={styles['age']}>
          <SourceAge at={world.dataUpdatedAt} stale={world.isError} />
        </span>
      </header>
      {world.isPending && (
        <Panel>
          <Loading rows={6} />
        </Panel>
      )}
      {absent && (
        <Panel>
          <Nothing>{t('absent')}</Nothing>
        </Panel>
      )}
      {world.isError && !absent && world.data === undefined && (
        <Panel>
          <Trouble {...troubleOf(world.error)} onRetry={() => void world.refetch()} />
        </Panel>
      )}
      {world.data !== undefined && (
        <div className={styles['grid']}>
          <div className={styles['column']}>
            <DayPanel world={world.data} />
            <MisbehaviourPanel world={world.data} />
            <HandPanel world={world.data} onPlaced={(no) => void setOrder(no)} />
          </div>
          <HousesPanel />
          <LedgersPanel order={order} onOrder={(no) => void setOrder(no === '' ? null : no)} />
          <PlatformOrdersPanel onOrder={(no) => void setOrder(no)} />
        </div>
      )}
    </div>
  );
};
