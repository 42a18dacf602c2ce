import { AntdRegistry } from '@ant-design/nextjs-registry';
import { NextIntlClientProvider } from 'next-intl';
import { getLocale, getTranslations } from 'next-intl/server';
import type { Metadata, Viewport } from 'next';
import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { themeCookie } from '../i18n/languages.ts';
import { Providers } from '../shell/Providers.tsx';
import { themeVariables } from '../theme/palette.ts';
import './globals.css';

export const generateMetadata = async (): Promise<Metadata> => {
  const t = await getTranslations('product');
  return { title: { default: t('name'), template: `%s · ${t('name')}` }, description: t('purpose') };
};

export const viewport: Viewport = { width: 'device-width', initialScale: 1 };

const RootLayout = async ({ children }: { readonly children: ReactNode }) => {
  const locale = await getLocale();
  const chosen = (await cookies()).get(themeCookie)?.value;
  const theme = chosen === 'dark' ? 'dark' : 'light';
  return (
    <html lang={locale} data-theme={theme} suppressHydrationWarning>
      <head>
        <style dangerouslySetInnerHTML={{ __html: themeVariables() }} />
      </head>
      <body>
        <AntdRegistry>
          <NextIntlClientProvider>
            <Providers initialTheme={theme} themeChosen={chosen !== undefined}>
              {children}
            </Providers>
          </NextIntlClientProvider>
        </AntdRegistry>
      </body>
    </html>
  );
};

export default RootLayout;
