import { getTranslations } from 'next-intl/server';
import type { Metadata } from 'next';
import { Suspense } from 'react';
import { ImportPage } from '../../../../../import/ImportPage.tsx';

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslations('imports'))('title') });

const Page = () => (
  <Suspense>
    <ImportPage />
  </Suspense>
);

export default Page;
