import { getTranslations } from 'next-intl/server';
import type { Metadata } from 'next';
import { Suspense } from 'react';
import { AlertsPage } from '../../../../alerts/AlertsPage.tsx';

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslations('alerts'))('title') });

const Page = () => (
  <Suspense>
    <AlertsPage />
  </Suspense>
);

export default Page;
