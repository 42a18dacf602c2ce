import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Suspense } from 'react';
import { WarehousePage } from '../../../../../warehouses/WarehousePage.tsx';

interface PageProps {
  readonly params: Promise<{ readonly id: string }>;
}

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslations('warehouses'))('title') });

const Page = async ({ params }: PageProps) => {
  const { id } = await params;
  return (
    <Suspense>
      <WarehousePage id={decodeURIComponent(id)} />
    </Suspense>
  );
};

export default Page;
