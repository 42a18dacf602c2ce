import type { Metadata } from 'next';
import { Suspense } from 'react';
import { isImportedId } from '../../../../../import/imported-id.ts';
import { ImportedOrder } from '../../../../../import/ImportedOrder.tsx';
import { OrderPage } from '../../../../../order/OrderPage.tsx';

interface PageProps {
  readonly params: Promise<{ readonly id: string }>;
}

export const generateMetadata = async ({ params }: PageProps): Promise<Metadata> => ({ title: decodeURIComponent((await params).id) });

const Page = async ({ params }: PageProps) => {
  const id = decodeURIComponent((await params).id);
  return <Suspense>{isImportedId(id) ? <ImportedOrder key={id} id={id} /> : <OrderPage key={id} id={id} />}</Suspense>;
};

export default Page;
