'use client';

import { SearchOutlined } from '@ant-design/icons';
import { App, Input } from 'antd';
import type { InputRef } from 'antd';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { tinykeys } from 'tinykeys';
import { ask } from '../data/ask.ts';
import { FindOrdersDocument } from '../gql/graphql.ts';
import { listAddress, orderAddress } from '../orders/view.ts';
import styles from './SearchBox.module.css';

/** One box for everything that names an order. */
export const SearchBox = () => {
  const t = useTranslations('shell');
  const router = useRouter();
  const { message } = App.useApp();
  const box = useRef<InputRef>(null);
  const [text, setText] = useState('');

  useEffect(() => {
    const focus = (event: KeyboardEvent): void => {
      event.preventDefault();
      box.current?.focus({ cursor: 'all' });
    };
    return tinykeys(window, { '$mod+k': focus });
  }, []);

  const find = async (composing: boolean): Promise<void> => {
    const wanted = text.trim();
    if (composing || wanted === '') return;
    // One hit opens at once; several, or a gateway that is down, open the list, which tells for itself.
    const found = await ask(FindOrdersDocument, { search: wanted }).catch(() => undefined);
    const [only] = found?.data.orders.nodes ?? [];
    if (found?.data.orders.totalCount === 0) {
      void message.info(t('notFound', { text: wanted }));
      return;
    }
    router.push(found?.data.orders.totalCount === 1 && only !== undefined ? orderAddress(only.id, {}) : listAddress({ q: wanted }));
    setText('');
    box.current?.blur();
  };

  return (
    <Input
      ref={box}
      className={styles['box']}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onPressEnter={(event) => void find(event.nativeEvent.isComposing)}
      prefix={<SearchOutlined className={styles['glass']} />}
      suffix={<kbd className={styles['key']}>⌘K</kbd>}
      placeholder={t('search')}
      aria-label={t('searchLabel')}
      spellCheck={false}
      autoComplete="off"
    />
  );
};
