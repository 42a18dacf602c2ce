import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { BuyerOrder } from '../../../../doors/BuyerOrder.tsx';
import { DoorFrame } from '../../../../doors/DoorFrame.tsx';
import { DoorShut } from '../../../../doors/DoorShut.tsx';
import { readDoor } from '../../../../doors/read-door.ts';
import { shortClock } from '../../../../format/time.ts';
import { BuyerPageDocument } from '../../../../gql/graphql.ts';

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations('buyer'))('title'),
  robots: { index: false },
  referrer: 'no-referrer',
});

const Page = async ({ params }: { readonly params: Promise<{ readonly token: string }> }) => {
  const { token } = await params;
  const t = await getTranslations('buyer');
  const answer = await readDoor(BuyerPageDocument, token);
  const now = new Date();
  return (
    <DoorFrame refresh={{ href: `/p/${token}`, label: t('refresh'), asOf: t('asOf', { time: shortClock(now.toISOString()) }) }}>
      {answer.state === 'open' && answer.data.order != null ? (
        <BuyerOrder order={answer.data.order} now={now.getTime()} />
      ) : (
        <DoorShut namespace="buyer" state={answer.state === 'shut' ? 'shut' : 'away'} />
      )}
    </DoorFrame>
  );
};

export default Page;
