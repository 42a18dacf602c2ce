'use client';

import { App, Button } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { nearTime } from '../../format/time.ts';
import { StateChip } from '../../parts/StateChip.tsx';
import { stateOf } from './kept.ts';
import type { KeptKey } from './kept.ts';
import { RotateKey } from './RotateKey.tsx';
import { useKeyDeeds } from './use-key-deeds.tsx';
import shared from '../SettingsPage.module.css';

interface KeyRowProps {
  readonly of: KeptKey;
  readonly wordsOf: (scope: string) => string;
}

export const KeyRow = ({ of: key, wordsOf }: KeyRowProps) => {
  const t = useTranslations('keys');
  const { modal } = App.useApp();
  const send = useKeyDeeds();
  const [rotating, setRotating] = useState(false);
  const state = stateOf(key, Date.now());
  const near = (at: string): string => nearTime(at, Date.now());
  const revoke = (): void => {
    void modal.confirm({
      title: t('revokeTitle', { label: key.label }),
      content: t('revokeMeans'),
      okText: t('revokeNow'),
      okButtonProps: { danger: true },
      cancelText: t('keep'),
      onOk: () => send('revoke', { id: key.id }),
    });
  };
  return (
    <li data-locked={state !== 'IN_FORCE'}>
      <span>
        {key.partner}{' '}
        <StateChip tone={key.environment === 'test' ? 'plain' : 'green'}>{key.environment === 'test' ? t('test') : t('live')}</StateChip>{' '}
        {state !== 'IN_FORCE' && <StateChip tone="amber">{state === 'REVOKED' ? t('revoked') : t('ended')}</StateChip>}
        <small className="mono">
          {key.label} · {key.id}
        </small>
      </span>
      <span>
        {key.scopes.map(wordsOf).join(t('comma'))}
        <small>{t('limits', { requests: key.requestsPerMinute, cost: key.costPerMinute })}</small>
      </span>
      <span>
        {key.lastUsedAt === undefined ? t('neverUsed') : t('lastUsed', { at: near(key.lastUsedAt) })}
        <small>
          {key.olderSecretEndsAt === undefined ? '' : t('olderSecret', { at: near(key.olderSecretEndsAt) })}
          {key.endsAt === undefined || state !== 'IN_FORCE' ? '' : ` ${t('endsAt', { at: near(key.endsAt) })}`}
        </small>
      </span>
      <span className={shared['deeds']}>
        {state === 'IN_FORCE' && (
          <>
            <Button size="small" type="link" onClick={() => setRotating(true)}>
              {t('rotate')}
            </Button>
            <Button size="small" type="link" danger onClick={revoke}>
              <span className={shared['ending']}>{t('revoke')}</span>
            </Button>
          </>
        )}
      </span>
      {rotating && <RotateKey of={key} onClose={() => setRotating(false)} />}
    </li>
  );
};
