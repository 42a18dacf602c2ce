'use client';

import { CopyOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { useTranslations } from 'next-intl';
import styles from './AnswerLine.module.css';

export interface AnswerPart {
  readonly text: string;
  readonly tone?: 'red' | 'amber' | 'green';
}

/** One sentence made from facts, ready to be pasted into a chat. */
export const AnswerLine = ({ parts }: { readonly parts: readonly AnswerPart[] }) => {
  const t = useTranslations('answer');
  const { message } = App.useApp();
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(parts.map((part) => part.text).join(''));
    void message.success(t('copied'));
  };
  return (
    <h1 className={styles['line']} data-part="answer-line">
      {parts.map((part, index) => (
        <span key={`${index}-${part.text}`} data-tone={part.tone}>
          {part.text}
        </span>
      ))}
      <Button
        type="text"
        size="small"
        className={styles['copy']}
        icon={<CopyOutlined />}
        aria-label={t('copy')}
        onClick={() => void copy()}
      />
    </h1>
  );
};
