'use client';

import { Button, InputNumber, Popconfirm } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Panel } from '../parts/Panel.tsx';
import { StateChip } from '../parts/StateChip.tsx';
import type { World } from './parse-world.ts';
import { useSandboxDeed } from './use-sandbox.ts';
import styles from './sandbox.module.css';

/** The day that buyers live: how many orders a minute, and how fast warehouses and carriers move. */
export const DayPanel = ({ world }: { readonly world: World }) => {
  const t = useTranslations('sandboxPage');
  const deed = useSandboxDeed();
  const [rate, setRate] = useState<number | null>(null);
  const [speed, setSpeed] = useState<number | null>(null);
  const wantedRate = rate ?? (world.rate === 0 ? 20 : world.rate);
  const start = (): void =>
    void deed('/scenario/start', { method: 'POST', body: { rate: wantedRate } }, t('started', { rate: wantedRate }));
  return (
    <Panel
      title={t('day')}
      finding={
        world.running
          ? t('dayRunning', { hour: clockOf(world.hour), now: world.rateNow.toFixed(1), placed: world.placed })
          : t('dayStopped')
      }
      aside={<StateChip tone={world.running ? 'green' : 'plain'}>{t('running', { running: world.running ? 'yes' : 'no' })}</StateChip>}
    >
      <div className={styles['form']}>
        <label>
          {t('rate')}
          <InputNumber min={1} max={6000} value={wantedRate} onChange={setRate} />
        </label>
        {world.running ? (
          <Popconfirm title={t('restartAsk', { rate: wantedRate })} okText={t('restart')} cancelText={t('notNow')} onConfirm={start}>
            <Button>{t('restart')}</Button>
          </Popconfirm>
        ) : (
          <Button type="primary" onClick={start}>
            {t('start')}
          </Button>
        )}
        {world.running && (
          <Popconfirm
            title={t('stopAsk')}
            okText={t('stop')}
            cancelText={t('notNow')}
            onConfirm={() => void deed('/scenario/stop', { method: 'POST' }, t('stopped'))}
          >
            <Button>{t('stop')}</Button>
          </Popconfirm>
        )}
        <label>
          {t('speed')}
          <InputNumber min={0.1} max={10000} value={speed ?? world.speed} onChange={setSpeed} suffix={t('times')} />
        </label>
        <Popconfirm
          title={t('speedAsk', { speed: speed ?? world.speed })}
          okText={t('setSpeed')}
          cancelText={t('notNow')}
          onConfirm={() =>
            void deed('/speed', { method: 'POST', body: { speed: speed ?? world.speed } }, t('speedSet', { speed: speed ?? world.speed }))
          }
        >
          <Button disabled={speed === null || speed === world.speed}>{t('setSpeed')}</Button>
        </Popconfirm>
      </div>
    </Panel>
  );
};

// The day's hour as a clock: 5.9 is "05:54".
const clockOf = (hour: number): string => {
  const minutes = Math.floor(hour * 60);
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
};
