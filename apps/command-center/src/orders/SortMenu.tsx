'use client';

import { DownOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useTranslations } from 'next-intl';
import { sortKeys } from './view.ts';
import type { SortKey } from './view.ts';
import styles from './views/Views.module.css';

interface SortMenuProps {
  readonly sort: SortKey;
  readonly onChange: (sort: SortKey) => void;
}

export const SortMenu = ({ sort, onChange }: SortMenuProps) => {
  const t = useTranslations('sorts');
  return (
    <Dropdown
      trigger={['click']}
      placement="bottomRight"
      menu={{
        selectable: true,
        selectedKeys: [sort],
        items: sortKeys.map((key) => ({ key, label: t(key) })),
        onClick: ({ key }) => onChange(sortKeys.find((each) => each === key) ?? 'due'),
      }}
    >
      <Button aria-haspopup="menu">
        {t(sort)} <DownOutlined className={styles['arrow']} aria-hidden />
      </Button>
    </Dropdown>
  );
};
