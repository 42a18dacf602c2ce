'use client';

import { useTranslations } from 'next-intl';
import { SourceAge } from '../parts/SourceAge.tsx';
import { asSystem } from '../words/codes.ts';
import { useMappingSystems } from './use-mapping.ts';
import type { MappingView } from './view.ts';
import styles from './mapping.module.css';

interface SystemTabsProps {
  readonly view: MappingView;
  readonly onChange: (system: string) => void;
}

/** Which mapping; its red number is what it holds in quarantine. */
export const SystemTabs = ({ view, onChange }: SystemTabsProps) => {
  const t = useTranslations('mapping');
  const systems = useTranslations('systems');
  const { data, dataUpdatedAt, isError } = useMappingSystems();
  return (
    <header className={styles['head']}>
      <h1>{t('title')}</h1>
      <div className={styles['systems']} role="group" aria-label={t('systems')}>
        {(data ?? []).map((each) => (
          <button key={each.name} type="button" aria-pressed={each.name === view.system} onClick={() => onChange(each.name)}>
            {t('system', { system: systems(asSystem(each.system)), kind: each.kind })}
            <small>v{each.version}</small>
            {each.held > 0 && <b title={t('heldCount', { count: each.held })}>{each.held.toLocaleString('en-US')}</b>}
          </button>
        ))}
      </div>
      <span className={styles['age']}>
        <SourceAge at={dataUpdatedAt} stale={isError} />
      </span>
    </header>
  );
};
