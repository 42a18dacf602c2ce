'use client';

import { Alert, Input, Modal } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ChangeList } from './ChangeList.tsx';
import type { Rule, RuleChange } from './rules.ts';
import { useMappingDeeds } from './use-mapping-deeds.ts';
import type { Problem } from './use-mapping-deeds.ts';
import { useProblemWords } from './words.ts';
import styles from './mapping.module.css';

interface PublishDialogProps {
  readonly system: string;
  readonly basedOn: number;
  readonly rules: readonly Rule[];
  readonly changes: readonly RuleChange[];
  readonly through: number;
  readonly suggested: string;
  readonly onDone: (published: boolean) => void;
}

/** The confirmation of a version: what changes, what it would let through, and a reason that the history keeps. */
export const PublishDialog = ({ system, basedOn, rules, changes, through, suggested, onDone }: PublishDialogProps) => {
  const t = useTranslations('mapping');
  const words = useProblemWords();
  const { publish } = useMappingDeeds();
  const [reason, setReason] = useState(suggested);
  const [busy, setBusy] = useState(false);
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const send = async (): Promise<void> => {
    setBusy(true);
    const published = await publish(system, rules, reason.trim(), basedOn);
    setBusy(false);
    setProblems(published.problems);
    if (published.done) onDone(true);
  };
  return (
    <Modal
      open
      title={t('publishTitle', { version: basedOn + 1 })}
      onCancel={() => onDone(false)}
      okText={t('publish', { version: basedOn + 1 })}
      cancelText={t('notNow')}
      okButtonProps={{ loading: busy, disabled: reason.trim().length < 2 }}
      onOk={() => void send()}
    >
      <div className={styles['ask']}>
        <p>{t('publishWhat', { through })}</p>
        <ChangeList changes={changes} />
        <label>
          {t('reason')}
          <Input
            value={reason}
            maxLength={200}
            autoFocus
            onChange={(event) => setReason(event.target.value)}
            onPressEnter={() => void (reason.trim().length >= 2 && send())}
          />
        </label>
        {problems.length > 0 && (
          <Alert
            type="error"
            title={t('refused')}
            description={
              <ul>
                {problems.map((problem) => (
                  <li key={`${problem.target} ${problem.code} ${problem.about}`}>{words(problem)}</li>
                ))}
              </ul>
            }
          />
        )}
      </div>
    </Modal>
  );
};
