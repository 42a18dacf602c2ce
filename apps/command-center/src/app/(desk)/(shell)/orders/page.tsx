import { HydrationBoundary } from '@tanstack/react-query';
import { getTranslations } from 'next-intl/server';
import type { Metadata } from 'next';
import { createLoader } from 'nuqs/server';
import type { SearchParams } from 'nuqs/server';
import { firstAnswers } from '../../../../data/first-answers.ts';
import { OrdersPage } from '../../../../orders/OrdersPage.tsx';
import { ordersQuestion } from '../../../../orders/questions.ts';
import { viewParsers } from '../../../../orders/view.ts';
import { shopNamesQuestion } from '../../../../words/shop-names.ts';

interface PageProps {
  readonly searchParams: Promise<SearchParams>;
}

const readView = createLoader(viewParsers);

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslations('orders'))('title') });

const Page = async ({ searchParams }: PageProps) => {
  const view = await readView(searchParams);
  // No Suspense round it: React would send so large a part behind the rest and hold its sight back.
  return (
    <HydrationBoundary state={await firstAnswers([ordersQuestion(view), shopNamesQuestion])}>
      <OrdersPage />
    </HydrationBoundary>
  );
};

export default Page;
