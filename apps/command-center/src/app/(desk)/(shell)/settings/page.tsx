import { getTranslations } from 'next-intl/server';
import type { Metadata } from 'next';
import { Suspense } from 'react';
import { SettingsPage } from '../../../../settings/SettingsPage.tsx';

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslations('settings'))('title') });

const Page = () => (
  <Suspense>
    <SettingsPage />
  </Suspense>
);

export default Page;
