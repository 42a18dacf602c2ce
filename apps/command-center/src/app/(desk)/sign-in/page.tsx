import { getTranslations } from 'next-intl/server';
import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { readAccount } from '../../../gateway.ts';
import { safePlace } from '../../../sign-in/safe-place.ts';
import { SignInForm } from '../../../sign-in/SignInForm.tsx';

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslations('signIn'))('title') });

const Page = async ({ searchParams }: { readonly searchParams: Promise<Record<string, string | string[] | undefined>> }) => {
  const { next } = await searchParams;
  const place = safePlace(typeof next === 'string' ? next : undefined);
  const account = await readAccount();
  if (account.state === 'in') redirect(place);
  return <SignInForm next={place} reachable={account.state !== 'unreachable'} />;
};

export default Page;
