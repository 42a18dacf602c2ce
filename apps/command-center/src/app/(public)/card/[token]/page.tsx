import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { DoorFrame } from '../../../../doors/DoorFrame.tsx';
import { DoorShut } from '../../../../doors/DoorShut.tsx';
import { MessageItems } from '../../../../doors/MessageItems.tsx';
import { readDoor } from '../../../../doors/read-door.ts';
import { shortClock } from '../../../../format/time.ts';
import { MessageCardDocument } from '../../../../gql/graphql.ts';

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations('messageCard'))('title'),
  robots: { index: false },
  referrer: 'no-referrer',
});

const Page = async ({ params }: { readonly params: Promise<{ readonly token: string }> }) => {
  const { token } = await params;
  const t = await getTranslations('buyer');
  const answer = await readDoor(MessageCardDocument, token);
  const now = new Date();
  return (
    <DoorFrame refresh={{ href: `/card/${token}`, label: t('refresh'), asOf: t('asOf', { time: shortClock(now.toISOString()) }) }}>
      {answer.state === 'open' && answer.data.message != null ? (
        <MessageItems message={answer.data.message} now={now.getTime()} />
      ) : (
        <DoorShut namespace="messageCard" state={answer.state === 'shut' ? 'shut' : 'away'} />
      )}
    </DoorFrame>
  );
};

export default Page;
