'use client';

import { Alert, Button, Form, Input } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { askAccounts } from '../accounts/doors.ts';
import { RequestFailure } from '../data/failures.ts';
import { accountRefusalKey } from '../settings/refusals.ts';
import styles from './SignInForm.module.css';

interface NewPasswordProps {
  /** The password that was just entered: made by somebody else, good for this door alone. */
  readonly current: string;
  readonly onDone: () => void;
}

/** After a one-time password its owner sets one before anything else. */
export const NewPassword = ({ current, onDone }: NewPasswordProps) => {
  const t = useTranslations('newPassword');
  const refusals = useTranslations('accountRefusals');
  const [trouble, setTrouble] = useState<string | undefined>();
  const [waiting, setWaiting] = useState(false);
  const set = async ({ next }: { readonly next: string }): Promise<void> => {
    setWaiting(true);
    setTrouble(undefined);
    try {
      await askAccounts('/auth/password', { current, next });
      onDone();
    } catch (failure) {
      const code = failure instanceof RequestFailure ? failure.code : 'UNKNOWN';
      setTrouble(refusals(accountRefusalKey(code), { code }));
      setWaiting(false);
    }
  };
  return (
    <Form
      layout="vertical"
      size="large"
      requiredMark={false}
      className={styles['form']}
      onFinish={(entered: { next: string }) => void set(entered)}
    >
      <h2>{t('title')}</h2>
      <p className={styles['hint']}>{t('why')}</p>
      {trouble !== undefined && <Alert type="error" showIcon title={trouble} role="alert" />}
      <Form.Item name="next" label={t('next')} rules={[{ required: true, min: 10, message: t('tooShort') }]}>
        <Input.Password autoFocus autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name="again"
        label={t('again')}
        dependencies={['next']}
        rules={[
          ({ getFieldValue }) => ({
            validator: (_, value: string) =>
              value === getFieldValue('next') ? Promise.resolve() : Promise.reject(new Error(t('differs'))),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Button type="primary" htmlType="submit" block loading={waiting}>
        {t('set')}
      </Button>
    </Form>
  );
};
