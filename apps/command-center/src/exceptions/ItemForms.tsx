'use client';

import { Button, Input } from 'antd';
import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import type { ConflictDecision } from '../gql/graphql.ts';
import { answersOf } from './answers.ts';
import { decisionKeys } from './decisions.ts';
import { useItemDeeds } from './use-item-deeds.tsx';
import styles from './ItemDrawer.module.css';

interface NoteBoxProps {
  readonly label: string;
  readonly button: string;
  readonly primary?: boolean;
  readonly ready?: boolean;
  readonly onSend: (text: string) => ReturnType<ReturnType<typeof useItemDeeds>['note']>;
  readonly children?: ReactNode;
}

const NoteBox = ({ label, button, primary = false, ready = true, onSend, children }: NoteBoxProps) => {
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const send = async (): Promise<void> => {
    setBusy(true);
    const answers = await onSend(text);
    // A refused note stays in its box, to be mended there.
    if (answersOf(answers).done.length > 0) setText('');
    setBusy(false);
  };
  return (
    <div className={styles['form']}>
      {children}
      <Input.TextArea
        rows={2}
        maxLength={500}
        aria-label={label}
        placeholder={label}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <div className={styles['row']}>
        <Button type={primary ? 'primary' : 'default'} loading={busy} disabled={text.trim() === '' || !ready} onClick={() => void send()}>
          {button}
        </Button>
      </div>
    </div>
  );
};

export const NoteForm = ({ id }: { readonly id: string }) => {
  const t = useTranslations('itemDeeds');
  const { note } = useItemDeeds();
  return <NoteBox label={t('noteHint')} button={t('addNote')} onSend={(text) => note(id, text)} />;
};

export const CloseForm = ({ id }: { readonly id: string }) => {
  const t = useTranslations('itemDeeds');
  const { close } = useItemDeeds();
  return (
    <section className={styles['part']}>
      <h3>{t('closeTitle')}</h3>
      <NoteBox primary label={t('closeNote')} button={t('closeNow')} onSend={(text) => close([id], text)} />
    </section>
  );
};

/** The decision cannot be taken back: which side stands and the written reason are its confirmation. */
export const DecideForm = ({ id }: { readonly id: string }) => {
  const t = useTranslations('itemDeeds');
  const names = useTranslations('decisions');
  const means = useTranslations('decisionMeans');
  const { decide } = useItemDeeds();
  const [decision, setDecision] = useState<ConflictDecision | undefined>();
  const group = useId();
  return (
    <section className={styles['part']}>
      <h3>{t('decideTitle')}</h3>
      <NoteBox
        primary
        ready={decision !== undefined}
        label={t('decideNote')}
        button={t('decideNow')}
        onSend={async (text) => (decision === undefined ? [] : decide(id, decision, text))}
      >
        <div className={styles['choices']} role="radiogroup" aria-label={t('decideTitle')}>
          {decisionKeys.map((each) => (
            <label key={each}>
              <input type="radio" name={group} checked={decision === each} onChange={() => setDecision(each)} />
              <span>
                {names(each)}
                <small>{means(each)}</small>
              </span>
            </label>
          ))}
        </div>
      </NoteBox>
    </section>
  );
};
