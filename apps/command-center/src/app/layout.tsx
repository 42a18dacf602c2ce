import { getLocale, getTranslations } from 'next-intl/server';
import type { Metadata, Viewport } from 'next';
import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { themeCookie } from '../i18n/languages.ts';
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
  return (
    <html lang={locale} data-theme={chosen === 'dark' ? 'dark' : 'light'} suppressHydrationWarning>
      <head>
        <style dangerouslySetInnerHTML={{ __html: themeVariables() }} />
      </head>
      <body>{children}</body>
    </html>
  );
};

export default RootLayout;
