'use client';

import { Button, Popconfirm } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useNow } from '../data/clock.ts';
import { nearTime } from '../format/time.ts';
import { PartPanel } from '../parts/PartPanel.tsx';
import { SourceAge } from '../parts/SourceAge.tsx';
import { StateChip } from '../parts/StateChip.tsx';
import { RawPayload } from '../order/RawPayload.tsx';
import { useShopNames } from '../words/use-shop-names.ts';
import { useMappingDeeds } from './use-mapping-deeds.ts';
import { useHeld } from './use-mapping.ts';
import type { Trial } from './use-mapping.ts';
import type { MappingView } from './view.ts';
import { useTroubleWords } from './words.ts';
import styles from './TestTab.module.css';

interface HeldTabProps {
  readonly system: string;
  readonly view: MappingView;
  readonly trial: Trial | undefined;
  readonly onView: (change: Partial<MappingView>) => void;
}

/** What is held, why, and what the draft would do with each (a dry run); replayed one by one or all together. */
export const HeldTab = ({ system, view, trial, onView }: HeldTabProps) => {
  const t = useTranslations('mapping');
  const words = useTroubleWords();
  const now = useNow();
  const { replay } = useMappingDeeds();
  const { shopName } = useShopNames();
  const held = useHeld(system, view.shop);
  const [busy, setBusy] = useState<string | undefined>(undefined);
  const tried = new Map((trial?.quarantineTrial?.entries ?? []).map((entry) => [entry.id, entry]));
  const run = async (id: string): Promise<void> => {
    setBusy(id);
    await replay(null, [id]);
    setBusy(undefined);
  };
  return (
    <PartPanel
      title={t('heldTitle')}
      query={held}
      finding={(data) => t('heldFinding', { count: data.totalCount, shown: data.nodes.length })}
      aside={
        <>
          {view.shop !== null && (
            <Button size="small" type="link" onClick={() => onView({ shop: null })}>
              {t('oneShop', { shop: shopName(view.shop) })} ✕
            </Button>
          )}
          <SourceAge at={held.dataUpdatedAt} />
        </>
      }
      isEmpty={(data) => data.nodes.length === 0}
      empty={t('nothingHeld')}
    >
      {(data) => (
        <ul className={styles['held']}>
          {data.nodes.map((entry) => {
            const verdict = tried.get(entry.id);
            return (
              <li key={entry.id}>
                <div>
                  <span>{now === 0 ? '' : nearTime(entry.quarantinedAt, now)}</span>
                  <span className="mono">{entry.platformNo}</span>
                  <span className={styles['what']}>{words({ reason: entry.reason, field: entry.field ?? '', detail: entry.detail })}</span>
                  <span>
                    {verdict === undefined ? (
                      <StateChip tone="plain">{t('notTried')}</StateChip>
                    ) : verdict.trouble === null || verdict.trouble === undefined ? (
                      <StateChip tone="green">{t('wouldPass')}</StateChip>
                    ) : (
                      <StateChip tone="red">{t('wouldStay', { why: words(verdict.trouble) })}</StateChip>
                    )}
                  </span>
                  <span className={styles['deeds']}>
                    <Button
                      size="small"
                      type="link"
                      aria-expanded={view.sample === entry.id}
                      onClick={() => onView({ sample: view.sample === entry.id ? null : entry.id })}
                    >
                      {t('raw')}
                    </Button>
                    <Popconfirm
                      title={t('replayOneAsk')}
                      description={t('replayWhat')}
                      okText={t('replayOne')}
                      cancelText={t('notNow')}
                      onConfirm={() => void run(entry.id)}
                    >
                      <Button size="small" type="link" loading={busy === entry.id}>
                        {t('replayOne')}
                      </Button>
                    </Popconfirm>
                  </span>
                </div>
                {view.sample === entry.id && <RawPayload reference={entry.rawRef} />}
              </li>
            );
          })}
        </ul>
      )}
    </PartPanel>
  );
};
