import { getTranslations } from 'next-intl/server';
import type { Metadata } from 'next';
import { Suspense } from 'react';
import { StuckPage } from '../../../../../stuck/StuckPage.tsx';

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslations('stuck'))('title') });

const Page = () => (
  <Suspense>
    <StuckPage />
  </Suspense>
);

export default Page;
