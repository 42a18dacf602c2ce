import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { firstAnswers } from '../../../../../data/first-answers.ts';
import { isImportedId } from '../../../../../import/imported-id.ts';
import { ImportedOrder } from '../../../../../import/ImportedOrder.tsx';
import { OrderPage } from '../../../../../order/OrderPage.tsx';
import { firstQuestionsOf } from '../../../../../order/questions.ts';

interface PageProps {
  readonly params: Promise<{ readonly id: string }>;
}

export const generateMetadata = async ({ params }: PageProps): Promise<Metadata> => ({ title: decodeURIComponent((await params).id) });

const Page = async ({ params }: PageProps) => {
  const id = decodeURIComponent((await params).id);
  if (isImportedId(id)) return <ImportedOrder key={id} id={id} />;
  // No Suspense round it: React would send so large a part behind the rest and hold its sight back.
  return (
    <HydrationBoundary state={await firstAnswers(firstQuestionsOf(id))}>
      <OrderPage key={id} id={id} />
    </HydrationBoundary>
  );
};

export default Page;
