import { getTranslations } from 'next-intl/server';
import type { Metadata } from 'next';
import { Suspense } from 'react';
import { MappingPage } from '../../../../mapping/MappingPage.tsx';

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslations('mapping'))('title') });

const Page = () => (
  <Suspense>
    <MappingPage />
  </Suspense>
);

export default Page;
