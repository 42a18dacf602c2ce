'use client';

import { LoadingOutlined, SearchOutlined } from '@ant-design/icons';
import { Input } from 'antd';
import type { InputRef } from 'antd';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { tinykeys } from 'tinykeys';
import { isMany } from '../orders/pasted-numbers.ts';
import { useLookUp } from '../orders/use-look-up.ts';
import { openPaletteEvent } from '../palette/PaletteDoor.tsx';
import { isTyping } from './is-typing.ts';
import styles from './SearchBox.module.css';

/** One box for everything that names an order, or for five hundred of them at once. */
export const SearchBox = () => {
  const t = useTranslations('shell');
  const box = useRef<InputRef>(null);
  const [text, setText] = useState('');
  const { busy, lookUp } = useLookUp();

  useEffect(() => {
    const focus = (event: KeyboardEvent): void => {
      if (isTyping(event.target) || event.isComposing) return;
      event.preventDefault();
      box.current?.focus({ cursor: 'all' });
    };
    return tinykeys(window, { '/': focus });
  }, []);

  const find = async (words: string): Promise<void> => {
    if (words.trim() === '' || !(await lookUp(words))) return;
    setText('');
    box.current?.blur();
  };

  return (
    <Input
      ref={box}
      className={styles['box']}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onPressEnter={(event) => !event.nativeEvent.isComposing && void find(text)}
      // A field of one line would glue the lines of a paste together: several numbers are looked up at once.
      onPaste={(event) => {
        const words = event.clipboardData.getData('text/plain');
        if (!isMany(words)) return;
        event.preventDefault();
        void find(words);
      }}
      prefix={busy ? <LoadingOutlined className={styles['glass']} /> : <SearchOutlined className={styles['glass']} />}
      suffix={
        <button
          type="button"
          className={styles['key']}
          aria-label={t('palette')}
          aria-haspopup="dialog"
          onClick={() => window.dispatchEvent(new Event(openPaletteEvent))}
        >
          <kbd>⌘K</kbd>
        </button>
      }
      placeholder={t('search')}
      aria-label={t('searchLabel')}
      spellCheck={false}
      autoComplete="off"
    />
  );
};
