'use client';

import { Button, Popconfirm } from 'antd';
import { useTranslations } from 'next-intl';
import { PartPanel } from '../parts/PartPanel.tsx';
import { StateChip } from '../parts/StateChip.tsx';
import { useHouses, useSandboxDeed } from './use-sandbox.ts';
import styles from './sandbox.module.css';

/** A paused warehouse takes orders and works at none. */
export const HousesPanel = () => {
  const t = useTranslations('sandboxPage');
  const houses = useHouses();
  const deed = useSandboxDeed();
  return (
    <PartPanel
      title={t('houses')}
      query={houses}
      finding={(data) => t('housesPaused', { count: data.filter((house) => house.paused).length })}
      isEmpty={(data) => data.length === 0}
      empty={t('noHouses')}
    >
      {(data) => (
        <ul className={styles['houses']}>
          {data.map((house) => (
            <li key={house.id}>
              <span>{house.name}</span>
              <StateChip tone={house.paused ? 'amber' : 'green'}>{t('house', { paused: house.paused ? 'yes' : 'no' })}</StateChip>
              <Popconfirm
                title={t('houseAsk', { house: house.name, paused: house.paused ? 'yes' : 'no' })}
                okText={t('houseDeed', { paused: house.paused ? 'yes' : 'no' })}
                cancelText={t('notNow')}
                onConfirm={() =>
                  void deed(
                    `/systems/qimen/${house.paused ? 'unpause' : 'pause'}`,
                    { method: 'POST', body: { warehouse: house.id } },
                    t('done'),
                  )
                }
              >
                <Button size="small" type="link" aria-label={`${t('houseDeed', { paused: house.paused ? 'yes' : 'no' })} ${house.name}`}>
                  {t('houseDeed', { paused: house.paused ? 'yes' : 'no' })}
                </Button>
              </Popconfirm>
            </li>
          ))}
        </ul>
      )}
    </PartPanel>
  );
};
