'use client';

import { Button } from 'antd';
import { useTranslations } from 'next-intl';
import { useQueryStates } from 'nuqs';
import { useCallback, useEffect, useRef } from 'react';
import { Panel } from '../parts/Panel.tsx';
import { troubleOf } from '../parts/PartPanel.tsx';
import { SourceAge } from '../parts/SourceAge.tsx';
import { Loading, Nothing, Trouble } from '../parts/WidgetState.tsx';
import { ActRow } from './ActRow.tsx';
import { AuditFilterBar } from './AuditFilterBar.tsx';
import { useAudit } from './use-audit.ts';
import { emptyView, exportAddress, isFiltered, viewParsers } from './view.ts';
import styles from './AuditPage.module.css';

/** Who did what to what, when and why (GOV-01). The log is only added to. */
export const AuditPage = () => {
  const t = useTranslations('audit');
  const [view, setView] = useQueryStates(viewParsers, { history: 'push' });
  const audit = useAudit(view);
  const { acts, hasNextPage, isFetchingNextPage, fetchNextPage } = audit;
  const end = useRef<HTMLLIElement>(null);
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, hasNextPage, isFetchingNextPage]);

  useEffect(() => {
    const mark = end.current;
    if (mark === null) return;
    const watcher = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && more(), {
      rootMargin: '1200px',
    });
    watcher.observe(mark);
    return () => watcher.disconnect();
  }, [more, acts.length]);

  return (
    <div className={styles['page']}>
      <header className={styles['head']}>
        <h1>{t('title')}</h1>
        <p>{t('finding')}</p>
        <span className={styles['aside']}>
          <Button onClick={() => void audit.refetch()} loading={audit.isRefetching}>
            {t('newest')}
          </Button>
          <Button href={exportAddress(view, Date.now())} download>
            {t('export')}
          </Button>
        </span>
      </header>
      <AuditFilterBar view={view} onChange={(change) => void setView(change)} />
      <Panel flush>
        {audit.isPending && pad(<Loading rows={12} />)}
        {audit.isError && acts.length === 0 && pad(<Trouble {...troubleOf(audit.error)} onRetry={() => void audit.refetch()} />)}
        {audit.isSuccess &&
          acts.length === 0 &&
          pad(
            isFiltered(view) ? (
              <Nothing next={<Button onClick={() => void setView(emptyView)}>{t('clear')}</Button>}>{t('noneInFilter')}</Nothing>
            ) : (
              <Nothing>{t('noneYet')}</Nothing>
            ),
          )}
        {acts.length > 0 && (
          <>
            <ul>
              {acts.map((act) => (
                <ActRow key={act.id} act={act} />
              ))}
              <li ref={end} aria-hidden />
            </ul>
            <footer className={styles['foot']}>
              <SourceAge at={audit.dataUpdatedAt} stale={audit.isError} /> ·{' '}
              {t(hasNextPage ? 'loaded' : 'allLoaded', { count: acts.length })}
            </footer>
          </>
        )}
      </Panel>
    </div>
  );
};

const pad = (children: React.ReactNode) => <div className={styles['pad']}>{children}</div>;
