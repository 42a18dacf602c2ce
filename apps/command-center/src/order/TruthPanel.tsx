'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useNow } from '../data/clock.ts';
import { nearTime } from '../format/time.ts';
import type { ChannelFieldsFragment, FulfilmentFieldsFragment, OwnFieldsFragment } from '../gql/graphql.ts';
import { Panel } from '../parts/Panel.tsx';
import { StateChip } from '../parts/StateChip.tsx';
import { useLiteral } from '../words/use-literal.ts';
import { Owner } from '../words/Owner.tsx';
import { disagreements } from './disagreements.ts';
import type { Claim } from './disagreements.ts';
import styles from './TruthPanel.module.css';

interface TruthPanelProps {
  readonly own: OwnFieldsFragment | undefined;
  readonly fulfilment: FulfilmentFieldsFragment | undefined;
  readonly channel: ChannelFieldsFragment | undefined;
}

/** Where sources disagree: the claims side by side, whose word counts, what waits meanwhile, and who must prove it. */
export const TruthPanel = ({ own, fulfilment, channel }: TruthPanelProps) => {
  const t = useTranslations('truth');
  const matters = useTranslations('truthMatter');
  const authorities = useTranslations('truthAuthority');
  const frozen = useTranslations('truthFrozen');
  const chinese = useLocale() === 'zh-CN';
  if (own === undefined || fulfilment === undefined) return null;
  const found = disagreements({
    platformState: own.platformState,
    platformAt: own.platformChangedAt ?? undefined,
    stops: own.stops,
    parts: fulfilment.fulfilmentOrders.map((part) => ({
      ...part,
      warehouse: chinese ? part.warehouse.name : part.warehouse.nameEn,
      stop: part.stop ?? null,
    })),
    parcels: fulfilment.parcels,
    notices: channel?.shipNotices ?? [],
  });
  if (found.length === 0) return null;
  return (
    <Panel id="truth" title={t('title')} finding={t('finding', { count: found.length })}>
      {found.map((each) => (
        <div key={each.key} className={styles['matter']}>
          <h3>{matters(each.matter)}</h3>
          <ul className={styles['claims']}>
            {each.claims.map((claim, index) => (
              <ClaimCard key={`${claim.system}-${index}`} claim={claim} />
            ))}
          </ul>
          <dl className={styles['ruling']}>
            <dt>{t('authority')}</dt>
            <dd>{authorities(each.authority)}</dd>
            <dt>{t('frozen')}</dt>
            <dd>{frozen(each.frozen)}</dd>
            <dt>{t('prover')}</dt>
            <dd>
              <Owner owner={each.prover} />
            </dd>
          </dl>
        </div>
      ))}
    </Panel>
  );
};

const ClaimCard = ({ claim }: { readonly claim: Claim }) => {
  const t = useTranslations('truth');
  const systems = useTranslations('truthSystem');
  const literal = useLiteral();
  const now = useNow();
  return (
    <li className={styles['claim']} data-stands={claim.stands}>
      <small>
        {systems(claim.system)}
        {claim.name === undefined ? '' : ` · ${claim.name}`}
      </small>
      <b>
        {literal(claim.says)}
        {claim.detail === undefined || claim.detail === '' ? '' : ` ${claim.detail}`}
      </b>
      <small>{claim.at === undefined ? t('noTime') : nearTime(claim.at, now)}</small>
      {claim.stands && <StateChip tone="brand">{t('stands')}</StateChip>}
    </li>
  );
};
