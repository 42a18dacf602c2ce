import { getTranslations } from 'next-intl/server';
import type { Metadata } from 'next';
import { Suspense } from 'react';
import { ExceptionsPage } from '../../../../exceptions/ExceptionsPage.tsx';

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslations('exceptions'))('title') });

const Page = () => (
  <Suspense>
    <ExceptionsPage />
  </Suspense>
);

export default Page;
