'use client';

import { CloseOutlined } from '@ant-design/icons';
import { useTranslations } from 'next-intl';
import { useEffect, useId, useRef } from 'react';
import type { ReactNode } from 'react';
import styles from './Sheet.module.css';

interface SheetProps {
  readonly title: ReactNode;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A sheet over the page: from below on a phone, in the middle of a desk. The browser's own dialog keeps the focus inside. */
export const Sheet = ({ title, open, onClose, children }: SheetProps) => {
  const t = useTranslations('nav');
  const heading = useId();
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (open) box.current?.showModal();
    else box.current?.close();
  }, [open]);
  return (
    // The keyboard closes it by Escape; a click beside it is the pointer's way.
    <dialog
      ref={box}
      className={styles['sheet']}
      aria-labelledby={heading}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === box.current) onClose();
      }}
    >
      {open && (
        <div className={styles['inside']}>
          <header>
            <h2 id={heading}>{title}</h2>
            <button type="button" aria-label={t('close')} onClick={onClose}>
              <CloseOutlined />
            </button>
          </header>
          {children}
        </div>
      )}
    </dialog>
  );
};
