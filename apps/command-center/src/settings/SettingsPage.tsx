'use client';

import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { createSerializer, useQueryStates } from 'nuqs';
import { Panel } from '../parts/Panel.tsx';
import { Loading, Trouble } from '../parts/WidgetState.tsx';
import { useAccount } from '../shell/account.ts';
import { homePart, partKeys, rolesOf, settingsParsers } from './parts.ts';
import type { PartKey } from './parts.ts';
import styles from './SettingsPage.module.css';

const loading = () => <Loading rows={6} />;
const parts = {
  accounts: dynamic(() => import('./AccountsPart.tsx').then((module) => module.AccountsPart), { ssr: false, loading }),
  shops: dynamic(() => import('./ShopsPart.tsx').then((module) => module.ShopsPart), { ssr: false, loading }),
  thresholds: dynamic(() => import('./ThresholdsPart.tsx').then((module) => module.ThresholdsPart), { ssr: false, loading }),
  holds: dynamic(() => import('./HoldsPart.tsx').then((module) => module.HoldsPart), { ssr: false, loading }),
  keys: dynamic(() => import('./keys/KeysPart.tsx').then((module) => module.KeysPart), { ssr: false, loading }),
  webhooks: dynamic(() => import('./webhooks/WebhooksPart.tsx').then((module) => module.WebhooksPart), { ssr: false, loading }),
} satisfies Record<PartKey, unknown>;

const address = createSerializer(settingsParsers);

export const SettingsPage = () => {
  const t = useTranslations('settings');
  const names = useTranslations('settingsParts');
  const roles = useAccount()?.roles ?? [];
  const [view] = useQueryStates(settingsParsers);
  const part = view.part ?? homePart(roles);
  const Part = parts[part];
  const allowed = roles.length === 0 || rolesOf[part].some((role) => roles.includes(role));
  return (
    <div className={styles['page']}>
      <header className={styles['head']}>
        <h1>{t('title')}</h1>
        <nav aria-label={t('parts')} className={styles['tabs']}>
          {partKeys.map((key) => (
            <Link key={key} href={address('/settings', { part: key })} aria-current={key === part ? 'page' : undefined}>
              {names(key)}
            </Link>
          ))}
        </nav>
      </header>
      {allowed ? (
        <Part />
      ) : (
        <Panel title={names(part)}>
          <Trouble kind="forbidden" code="ROLE_MISSING" />
        </Panel>
      )}
    </div>
  );
};
