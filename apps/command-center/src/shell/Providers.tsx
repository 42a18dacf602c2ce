'use client';

import { QueryClientProvider } from '@tanstack/react-query';
import { App, ConfigProvider } from 'antd';
import antEnglish from 'antd/locale/en_US';
import antChinese from 'antd/locale/zh_CN';
import { useLocale } from 'next-intl';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import { createContext, useContext, useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { newQueryClient } from '../data/query-client.ts';
import { themeCookie } from '../i18n/languages.ts';
import { antTheme } from '../theme/ant-theme.ts';
import type { ThemeName } from '../theme/palette.ts';
import { keepChoice } from './keep-choice.ts';

interface ThemeChoice {
  readonly theme: ThemeName;
  readonly choose: (theme: ThemeName) => void;
}

const ThemeContext = createContext<ThemeChoice>({ theme: 'light', choose: () => undefined });

export const useThemeChoice = (): ThemeChoice => useContext(ThemeContext);

interface ProvidersProps {
  readonly initialTheme: ThemeName;
  readonly themeChosen: boolean;
  readonly children: ReactNode;
}

export const Providers = ({ initialTheme, themeChosen, children }: ProvidersProps) => {
  const [theme, setTheme] = useState(initialTheme);
  const [queries] = useState(newQueryClient);
  const chinese = useLocale() === 'zh-CN';

  useEffect(() => {
    if (!themeChosen && window.matchMedia('(prefers-color-scheme: dark)').matches) setTheme('dark');
  }, [themeChosen]);

  useEffect(() => {
    document.documentElement.dataset['theme'] = theme;
  }, [theme]);

  const choice = useMemo<ThemeChoice>(
    () => ({
      theme,
      choose: (next) => {
        keepChoice(themeCookie, next);
        setTheme(next);
      },
    }),
    [theme],
  );
  const ant = useMemo(() => antTheme(theme), [theme]);

  return (
    <ThemeContext value={choice}>
      <QueryClientProvider client={queries}>
        <ConfigProvider
          theme={ant}
          locale={chinese ? antChinese : antEnglish}
          componentSize="medium"
          button={{ autoInsertSpace: false }}
          wave={{ disabled: true }}
        >
          <NuqsAdapter>
            <App component={false} message={{ maxCount: 3 }}>
              {children}
            </App>
          </NuqsAdapter>
        </ConfigProvider>
      </QueryClientProvider>
    </ThemeContext>
  );
};
