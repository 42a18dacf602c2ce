import type { Metadata } from 'next';
import { SkuPage } from '../../../../../inventory/SkuPage.tsx';

interface PageProps {
  readonly params: Promise<{ readonly sku: string }>;
}

export const generateMetadata = async ({ params }: PageProps): Promise<Metadata> => ({ title: decodeURIComponent((await params).sku) });

const Page = async ({ params }: PageProps) => <SkuPage sku={decodeURIComponent((await params).sku)} />;

export default Page;
