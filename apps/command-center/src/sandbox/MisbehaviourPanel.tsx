'use client';

import { Button, Input, Popconfirm } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { percent } from '../format/figures.ts';
import { Panel } from '../parts/Panel.tsx';
import { presetKeys, presets } from './order-by-hand.ts';
import type { World } from './parse-world.ts';
import { useSandboxDeed } from './use-sandbox.ts';
import styles from './sandbox.module.css';

/** Faults of the outside, seeded and repeatable; each is taken away again in its own row. */
export const MisbehaviourPanel = ({ world }: { readonly world: World }) => {
  const t = useTranslations('sandboxPage');
  const names = useTranslations('sandboxPresets');
  const deed = useSandboxDeed();
  const [from, setFrom] = useState<string>(presets.rename.from);
  const [to, setTo] = useState<string>(presets.rename.to);
  const add = (key: (typeof presetKeys)[number]): void => {
    const body = key === 'rename' ? { ...presets.rename, from: from.trim(), to: to.trim() } : presets[key];
    void deed('/misbehave', { method: 'POST', body }, t('ruleAdded', { what: names(key) }));
  };
  return (
    <Panel title={t('faults')} finding={t('faultsFinding', { count: world.rules.length })}>
      <div className={styles['rename']}>
        <label>
          {t('renameFrom')}
          <Input size="small" value={from} onChange={(event) => setFrom(event.target.value)} />
        </label>
        <label>
          {t('renameTo')}
          <Input size="small" value={to} onChange={(event) => setTo(event.target.value)} />
        </label>
      </div>
      <div className={styles['presets']}>
        {presetKeys.map((key) => (
          <Popconfirm
            key={key}
            title={t('ruleAsk', { what: names(key) })}
            okText={t('addRule')}
            cancelText={t('notNow')}
            onConfirm={() => add(key)}
          >
            <Button size="small" disabled={key === 'rename' && (from.trim() === '' || to.trim() === '')}>
              {names(key)}
            </Button>
          </Popconfirm>
        ))}
      </div>
      {world.rules.length > 0 && (
        <ul className={styles['rules']}>
          {world.rules.map((rule) => (
            <li key={rule.id}>
              <span className="mono">
                {rule.system} · {rule.operation} · {rule.kind}
                {rule.from !== '' && ` · ${rule.from} → ${rule.to}`}
                {rule.share !== undefined && ` · ${percent(rule.share)}`}
              </span>
              <span className={styles['quiet']}>{t('applied', { count: rule.applied })}</span>
              <Popconfirm
                title={t('removeAsk')}
                okText={t('remove')}
                cancelText={t('notNow')}
                onConfirm={() => void deed(`/misbehave/${rule.id}`, { method: 'DELETE' }, t('ruleRemoved'))}
              >
                <Button size="small" type="link">
                  {t('remove')}
                </Button>
              </Popconfirm>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
};
