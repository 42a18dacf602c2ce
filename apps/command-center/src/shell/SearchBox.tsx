'use client';

import { SearchOutlined } from '@ant-design/icons';
import { Input } from 'antd';
import type { InputRef } from 'antd';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { tinykeys } from 'tinykeys';
import styles from './SearchBox.module.css';

/** One box for everything that names an order. */
export const SearchBox = () => {
  const t = useTranslations('shell');
  const router = useRouter();
  const box = useRef<InputRef>(null);
  const [text, setText] = useState('');

  useEffect(() => {
    const focus = (event: KeyboardEvent): void => {
      event.preventDefault();
      box.current?.focus({ cursor: 'all' });
    };
    return tinykeys(window, { '$mod+k': focus });
  }, []);

  const find = (composing: boolean): void => {
    const wanted = text.trim();
    if (composing || wanted === '') return;
    router.push(`/orders?q=${encodeURIComponent(wanted)}`);
    setText('');
    box.current?.blur();
  };

  return (
    <Input
      ref={box}
      className={styles['box']}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onPressEnter={(event) => find(event.nativeEvent.isComposing)}
      prefix={<SearchOutlined className={styles['glass']} />}
      suffix={<kbd className={styles['key']}>⌘K</kbd>}
      placeholder={t('search')}
      aria-label={t('searchLabel')}
      spellCheck={false}
      autoComplete="off"
    />
  );
};
