import { HydrationBoundary } from '@tanstack/react-query';
import { getTranslations } from 'next-intl/server';
import type { Metadata } from 'next';
import { firstAnswers } from '../../../data/first-answers.ts';
import { readAccount } from '../../../gateway.ts';
import { HomePage } from '../../../home/HomePage.tsx';
import { firstQuestionsOf } from '../../../home/questions.ts';
import { homeRoleOf, homeRoles } from '../../../shell/roles.ts';

interface PageProps {
  readonly searchParams: Promise<{ readonly role?: string | string[] }>;
}

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslations('places'))('home') });

const Page = async ({ searchParams }: PageProps) => {
  const { role } = await searchParams;
  const account = await readAccount();
  const home = homeRoles.find((each) => each === role) ?? homeRoleOf(account.state === 'in' ? account.account.roles : []);
  // No Suspense round it: React would send so large a part behind the rest and hold its sight back.
  return (
    <HydrationBoundary state={await firstAnswers(firstQuestionsOf(home))}>
      <HomePage />
    </HydrationBoundary>
  );
};

export default Page;
