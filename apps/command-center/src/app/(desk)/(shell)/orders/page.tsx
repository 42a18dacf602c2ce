import { getTranslations } from 'next-intl/server';
import type { Metadata } from 'next';
import { Suspense } from 'react';
import { OrdersPage } from '../../../../orders/OrdersPage.tsx';

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslations('orders'))('title') });

const Page = () => (
  <Suspense>
    <OrdersPage />
  </Suspense>
);

export default Page;
