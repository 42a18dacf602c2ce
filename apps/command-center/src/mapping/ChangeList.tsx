'use client';

import { useTranslations } from 'next-intl';
import type { RuleChange } from './rules.ts';
import { useFieldName } from './words.ts';
import styles from './mapping.module.css';

/** The difference between two versions, one line a part. */
export const ChangeList = ({ changes }: { readonly changes: readonly RuleChange[] }) => {
  const t = useTranslations('mapping');
  const parts = useTranslations('ruleParts');
  const name = useFieldName();
  if (changes.length === 0) return <p className={styles['quiet']}>{t('noChanges')}</p>;
  return (
    <ul className={styles['changes']}>
      {changes.map((change) => (
        <li key={change.target}>
          <b>{name(change.target)}</b> <span className={styles['quiet']}>{t('changeKind', { kind: change.kind })}</span>
          <dl>
            {change.parts.map(({ part, before, after }) => (
              <div key={part}>
                <dt>{parts(part)}</dt>
                <dd>
                  {before !== '' && <del>{before}</del>} {after !== '' && <ins>{after}</ins>}
                </dd>
              </div>
            ))}
          </dl>
        </li>
      ))}
    </ul>
  );
};
