import { getTranslations } from 'next-intl/server';
import type { Metadata } from 'next';
import { Suspense } from 'react';
import { SandboxPage } from '../../../../sandbox/SandboxPage.tsx';

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslations('sandboxPage'))('title') });

const Page = () => (
  <Suspense>
    <SandboxPage />
  </Suspense>
);

export default Page;
