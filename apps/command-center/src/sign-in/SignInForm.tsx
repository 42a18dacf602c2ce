'use client';

import { Alert, Button, Form, Input } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { NewPassword } from './NewPassword.tsx';
import { asRecord } from '../data/parse.ts';
import { Mark } from '../parts/Mark.tsx';
import { LanguageSwitch } from '../shell/LanguageSwitch.tsx';
import { ThemeSwitch } from '../shell/ThemeSwitch.tsx';
import { ThreadPicture } from './ThreadPicture.tsx';
import styles from './SignInForm.module.css';

interface Entered {
  readonly account: string;
  readonly password: string;
}

type Outcome = 'refused' | 'tooMany' | 'ended' | 'unreachable';

interface SignInFormProps {
  readonly next: string;
  readonly reachable: boolean;
}

export const SignInForm = ({ next, reachable }: SignInFormProps) => {
  const t = useTranslations('signIn');
  const product = useTranslations('product');
  const [waiting, setWaiting] = useState(false);
  const [given, setGiven] = useState<string | undefined>();
  const [outcome, setOutcome] = useState<Outcome | undefined>(reachable ? undefined : 'unreachable');

  const signIn = async (entered: Entered): Promise<void> => {
    setWaiting(true);
    setOutcome(undefined);
    const answer = await ask(entered);
    if (answer === 'change') {
      setGiven(entered.password);
      return;
    }
    if (answer === 'in') {
      // A whole page load: the server reads the new session for the first paint.
      window.location.assign(next);
      return;
    }
    setOutcome(answer);
    setWaiting(false);
  };

  return (
    <main className={styles['page']}>
      <section className={styles['side']}>
        <div className={styles['brand']}>
          <Mark size={34} />
          <span>
            {product('name')}
            <small>{product('latin')}</small>
          </span>
        </div>
        <h1 className={styles['promise']}>{product('promise')}</h1>
        <p className={styles['purpose']}>{product('purpose')}</p>
        <ThreadPicture />
      </section>
      <section className={styles['door']}>
        <div className={styles['switches']}>
          <LanguageSwitch />
          <ThemeSwitch />
        </div>
        {given !== undefined ? (
          <NewPassword current={given} onDone={() => window.location.assign(next)} />
        ) : (
          <Form<Entered>
            layout="vertical"
            size="large"
            requiredMark={false}
            className={styles['form']}
            onFinish={(entered) => void signIn(entered)}
          >
            <h2>{t('title')}</h2>
            {outcome !== undefined && (
              <Alert type={outcome === 'unreachable' ? 'warning' : 'error'} showIcon title={t(outcome)} role="alert" />
            )}
            <Form.Item name="account" label={t('account')} rules={[{ required: true, whitespace: true, message: t('accountMissing') }]}>
              <Input autoFocus autoComplete="username" autoCapitalize="none" spellCheck={false} />
            </Form.Item>
            <Form.Item name="password" label={t('password')} rules={[{ required: true, message: t('passwordMissing') }]}>
              <Input.Password autoComplete="current-password" />
            </Form.Item>
            <Button type="primary" htmlType="submit" block loading={waiting}>
              {t('enter')}
            </Button>
            <p className={styles['hint']}>{t('hint')}</p>
          </Form>
        )}
      </section>
    </main>
  );
};

const ask = async (entered: Entered): Promise<Outcome | 'in' | 'change'> => {
  try {
    const answer = await fetch('/auth/sign-in', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ account: entered.account.trim(), password: entered.password }),
    });
    const told = asRecord(await answer.json().catch(() => undefined));
    if (answer.ok) return told?.['mustChangePassword'] === true ? 'change' : 'in';
    if (told?.['code'] === 'PASSWORD_ENDED') return 'ended';
    if (answer.status === 429) return 'tooMany';
    return answer.status >= 500 ? 'unreachable' : 'refused';
  } catch {
    return 'unreachable';
  }
};
