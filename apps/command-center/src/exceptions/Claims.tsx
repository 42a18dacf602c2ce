'use client';

import { useTranslations } from 'next-intl';
import { nearTime } from '../format/time.ts';
import type { WorkItemDetailQuery } from '../gql/graphql.ts';
import { asFact, asField, asSystem } from '../words/codes.ts';
import { useValueWords } from '../words/use-phrase.ts';
import styles from './ItemDrawer.module.css';

type Claim = NonNullable<WorkItemDetailQuery['workItem']>['claims'][number];

/** Which side of the hub each claim stands on: what the hub itself decided and asked, and what the other system did. */
const sideOf = (claim: Claim): 'hub' | 'outside' => (claim.system === 'hub' ? 'hub' : 'outside');

/** What each side says, side by side. */
export const Claims = ({ claims }: { readonly claims: readonly Claim[] }) => {
  const t = useTranslations('exceptions');
  const facts = useTranslations('facts');
  const fields = useTranslations('fields');
  const systems = useTranslations('systems');
  const words = useValueWords();
  const linesOf = (claim: Claim): string =>
    claim.fields
      .flatMap(({ name, value }) => {
        const field = asField(name);
        return field === undefined ? [] : [`${fields(field)} ${words(name, value)}`];
      })
      .slice(0, 4)
      .join(' · ');
  const side = (which: 'hub' | 'outside') => (
    <div>
      <h4>{t(which === 'hub' ? 'hubSays' : 'othersSay')}</h4>
      <ul>
        {claims
          .filter((claim) => sideOf(claim) === which)
          .map((claim) => (
            <li key={claim.id}>
              {facts(asFact(claim.type))}
              <small>
                {nearTime(claim.occurredAt, Date.now())} · {systems(asSystem(claim.system))}
              </small>
              <small>{linesOf(claim)}</small>
            </li>
          ))}
      </ul>
    </div>
  );
  return (
    <section className={styles['part']} aria-label={t('claims')}>
      <h3>{t('claims')}</h3>
      <div className={styles['sides']}>
        {side('hub')}
        {side('outside')}
      </div>
    </section>
  );
};
