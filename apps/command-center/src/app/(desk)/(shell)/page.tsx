import { getTranslations } from 'next-intl/server';
import type { Metadata } from 'next';
import { Suspense } from 'react';
import { HomePage } from '../../../home/HomePage.tsx';

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslations('places'))('home') });

const Page = () => (
  <Suspense>
    <HomePage />
  </Suspense>
);

export default Page;
