import { getTranslations } from 'next-intl/server';
import type { Metadata } from 'next';
import { Suspense } from 'react';
import { ChannelsPage } from '../../../../channels/ChannelsPage.tsx';

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslations('channelsPage'))('title') });

const Page = () => (
  <Suspense>
    <ChannelsPage />
  </Suspense>
);

export default Page;
