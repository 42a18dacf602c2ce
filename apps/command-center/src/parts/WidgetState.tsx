'use client';

import { Button, Skeleton } from 'antd';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import type { FailureKind } from '../data/failures.ts';
import styles from './WidgetState.module.css';

/** A skeleton that keeps quiet for the first 200 ms, so that quick answers do not flicker. */
export const Loading = ({ rows = 3 }: { readonly rows?: number }) => {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 200);
    return () => clearTimeout(timer);
  }, []);
  return <div aria-busy="true">{late && <Skeleton active title={false} paragraph={{ rows }} />}</div>;
};

interface NothingProps {
  readonly children: ReactNode;
  readonly next?: ReactNode;
}

export const Nothing = ({ children, next }: NothingProps) => (
  <div className={styles['nothing']}>
    <span>{children}</span>
    {next}
  </div>
);

interface TroubleProps {
  readonly kind: FailureKind;
  readonly code: string;
  readonly onRetry?: () => void;
}

/** A widget without its source says which answer is missing and offers to ask again; its neighbours stay. */
export const Trouble = ({ kind, code, onRetry }: TroubleProps) => {
  const t = useTranslations('trouble');
  return (
    <div className={styles['trouble']} data-kind={kind} role="alert">
      <b>◆ {t(kind)}</b>
      <span>{t(`${kind}Next`)}</span>
      <span className={styles['foot']}>
        <code>{code}</code>
        {kind !== 'forbidden' && onRetry !== undefined && (
          <Button size="small" onClick={onRetry}>
            {t('retry')}
          </Button>
        )}
      </span>
    </div>
  );
};
