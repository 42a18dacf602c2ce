import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Suspense } from 'react';
import { InventoryPage } from '../../../../inventory/InventoryPage.tsx';

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslations('stock'))('title') });

const Page = () => (
  <Suspense>
    <InventoryPage />
  </Suspense>
);

export default Page;
