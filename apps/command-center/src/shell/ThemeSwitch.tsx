'use client';

import { MoonOutlined, SunOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslations } from 'next-intl';
import { useThemeChoice } from './Providers.tsx';
import styles from './switches.module.css';

export const ThemeSwitch = () => {
  const t = useTranslations('shell');
  const { theme, choose } = useThemeChoice();
  return (
    <Button
      className={styles['desktop']}
      icon={theme === 'dark' ? <SunOutlined /> : <MoonOutlined />}
      aria-label={theme === 'dark' ? t('useLight') : t('useDark')}
      onClick={() => choose(theme === 'dark' ? 'light' : 'dark')}
    />
  );
};
