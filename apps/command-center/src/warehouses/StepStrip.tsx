'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useNow } from '../data/clock.ts';
import { spanOf } from '../format/duration.ts';
import { SpanText } from '../parts/SpanText.tsx';
import { asStep, isLate, warehouseAddress } from './steps.ts';
import type { StepKey } from './steps.ts';
import styles from './warehouses.module.css';

interface StepStripProps {
  readonly warehouseId: string;
  readonly steps: readonly { readonly step: string; readonly orders: number; readonly oldestAt?: string | null }[];
  readonly open?: StepKey;
}

/** What stands in a warehouse, step by step; each number opens exactly those. */
export const StepStrip = ({ warehouseId, steps, open }: StepStripProps) => {
  const t = useTranslations('warehouses');
  const names = useTranslations('warehouseSteps');
  const now = useNow();
  return (
    <div className={styles['steps']}>
      {steps.map((each) => {
        const step = asStep(each.step);
        if (step === undefined) return null;
        const late = isLate(step, each.oldestAt, now);
        return (
          <Link
            key={step}
            href={warehouseAddress(warehouseId, step)}
            className={styles['step']}
            data-late={late}
            data-zero={each.orders === 0}
            data-step={step}
            aria-current={open === step}
            prefetch={false}
          >
            <small>{names(step)}</small>
            <b>
              {late && <span aria-hidden>▲ </span>}
              {each.orders.toLocaleString('en-US')}
            </b>
            {each.oldestAt != null && now > 0 && (
              <small>
                {t('oldest')} <SpanText span={spanOf(now - Date.parse(each.oldestAt))} />
              </small>
            )}
          </Link>
        );
      })}
    </div>
  );
};
