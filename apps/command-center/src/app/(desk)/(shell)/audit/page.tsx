import { getTranslations } from 'next-intl/server';
import type { Metadata } from 'next';
import { Suspense } from 'react';
import { AuditPage } from '../../../../audit/AuditPage.tsx';

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslations('audit'))('title') });

const Page = () => (
  <Suspense>
    <AuditPage />
  </Suspense>
);

export default Page;
