import { AntdRegistry } from '@ant-design/nextjs-registry';
import { NextIntlClientProvider } from 'next-intl';
import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { themeCookie } from '../../i18n/languages.ts';
import { Providers } from '../../shell/Providers.tsx';

/** The pages of the brand's own people. The buyer's pages stand beside it and carry none of this. */
const DeskLayout = async ({ children }: { readonly children: ReactNode }) => {
  const chosen = (await cookies()).get(themeCookie)?.value;
  return (
    <AntdRegistry>
      <NextIntlClientProvider>
        <Providers initialTheme={chosen === 'dark' ? 'dark' : 'light'} themeChosen={chosen !== undefined}>
          {children}
        </Providers>
      </NextIntlClientProvider>
    </AntdRegistry>
  );
};

export default DeskLayout;
