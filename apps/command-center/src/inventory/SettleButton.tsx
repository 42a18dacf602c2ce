'use client';

import { Button, Dropdown, Input, Modal } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { driftCauses } from './drift-causes.ts';
import type { DriftCause } from './drift-causes.ts';
import { useDriftDeeds } from './use-drift-deeds.tsx';

/** What the difference was, in one pick; another cause asks for words. */
export const SettleButton = ({ id }: { readonly id: string }) => {
  const t = useTranslations('drifts');
  const causes = useTranslations('driftCauses');
  const { settle } = useDriftDeeds();
  const [asking, setAsking] = useState(false);
  const [note, setNote] = useState('');
  const choose = (cause: DriftCause): void => {
    if (cause === 'OTHER') setAsking(true);
    else void settle(id, cause);
  };
  const finish = async (): Promise<void> => {
    if (await settle(id, 'OTHER', note)) setAsking(false);
  };
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{
          items: driftCauses.map((cause) => ({ key: cause, label: causes(cause) })),
          onClick: ({ key }) => {
            const cause = driftCauses.find((each) => each === key);
            if (cause !== undefined) choose(cause);
          },
        }}
      >
        <Button size="small">{t('settle')}</Button>
      </Dropdown>
      <Modal
        open={asking}
        title={t('otherTitle')}
        okText={t('settle')}
        cancelText={t('back')}
        okButtonProps={{ disabled: note.trim() === '' }}
        onOk={finish}
        onCancel={() => setAsking(false)}
      >
        <Input.TextArea rows={3} maxLength={500} value={note} aria-label={t('note')} onChange={(event) => setNote(event.target.value)} />
      </Modal>
    </>
  );
};
