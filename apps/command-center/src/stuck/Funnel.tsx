'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useNow } from '../data/clock.ts';
import { spanOf } from '../format/duration.ts';
import { listAddress } from '../orders/view.ts';
import { gateKeys } from '../parts/gates.ts';
import { Money } from '../parts/Money.tsx';
import { SpanText } from '../parts/SpanText.tsx';
import { Owner } from '../words/Owner.tsx';
import { gateView } from './use-stuck.ts';
import type { StuckGate } from './use-stuck.ts';
import styles from './Stuck.module.css';

interface FunnelProps {
  readonly gates: readonly StuckGate[];
}

/** The seven gates side by side: how many are stuck at each, since when, and whose they are. The bars share one scale. */
export const Funnel = ({ gates }: FunnelProps) => {
  const t = useTranslations('stuck');
  const names = useTranslations('gates');
  const now = useNow();
  const most = Math.max(1, ...gates.map((gate) => gate.stuck));
  return (
    <ol className={styles['funnel']}>
      {gateKeys.map((key, index) => {
        const gate = gates.find((each) => each.gate === index + 1);
        const stuck = gate?.stuck ?? 0;
        return (
          <li key={key} data-stuck={stuck > 0} data-gate={index + 1}>
            <span className={styles['bar']} aria-hidden>
              <i style={{ height: `${stuck === 0 ? 0 : Math.max(6, Math.round((stuck / most) * 100))}%` }} />
            </span>
            <b className={styles['name']}>{names(key)}</b>
            <Link
              href={listAddress(gateView(index + 1))}
              className={styles['figure']}
              aria-label={t('stuckAt', { gate: names(key), count: stuck })}
            >
              {stuck.toLocaleString('en-US')}
            </Link>
            <Link href={listAddress({ gate: [index + 1] })} className={styles['open']}>
              {t('ofOpen', { open: gate?.open ?? 0 })}
            </Link>
            {gate !== undefined && stuck > 0 && (
              <>
                <span className={styles['since']}>
                  {gate.oldestStuckAt !== null && gate.oldestStuckAt !== undefined && now > 0 && (
                    <>
                      {t('oldest')} <SpanText span={spanOf(Math.max(0, now - Date.parse(gate.oldestStuckAt)))} />
                    </>
                  )}
                </span>
                <span className={styles['since']}>
                  <Money amount={gate.amount} symbol />
                </span>
              </>
            )}
            <span className={styles['owner']}>
              <Owner owner={gate?.owner} />
            </span>
          </li>
        );
      })}
    </ol>
  );
};
