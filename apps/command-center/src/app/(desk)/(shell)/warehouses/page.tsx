import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { WarehousesPage } from '../../../../warehouses/WarehousesPage.tsx';

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslations('warehouses'))('title') });

const Page = () => <WarehousesPage />;

export default Page;
