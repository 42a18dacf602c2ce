'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { ChannelFieldsFragment, FulfilmentFieldsFragment, OwnFieldsFragment, TwinFieldsFragment } from '../gql/graphql.ts';
import { AnswerLine } from '../parts/AnswerLine.tsx';
import { MaskedText } from '../parts/MaskedText.tsx';
import { Money } from '../parts/Money.tsx';
import { StateChip } from '../parts/StateChip.tsx';
import { TimeLeft } from '../parts/TimeLeft.tsx';
import { ChannelName } from '../orders/ChannelName.tsx';
import { RevealButton } from './RevealButton.tsx';
import { influencerOf, splitMoney } from './split-money.ts';
import { useAnswerParts } from './use-answer-parts.ts';
import styles from './Heading.module.css';

interface HeadingProps {
  readonly twin: TwinFieldsFragment;
  readonly own: OwnFieldsFragment | undefined;
  readonly fulfilment: FulfilmentFieldsFragment | undefined;
  readonly channel: ChannelFieldsFragment | undefined;
  /** On a phone they stand at the bottom of the page instead. */
  readonly actions: ReactNode;
}

export const Heading = ({ twin, own, fulfilment, channel, actions }: HeadingProps) => {
  const t = useTranslations('orderHead');
  const parts = useAnswerParts({ twin, own, fulfilment });
  const shipped = ['OUTBOUND', 'SIGNED', 'CANCELLED', 'AWAITING_PAYMENT'].includes(twin.status);
  return (
    <header className={styles['heading']}>
      <div className={styles['words']}>
        <AnswerLine parts={parts} />
        <p className={styles['facts']}>
          <span className="mono">{twin.id}</span>
          <span>
            <ChannelName code={twin.channel} /> <span className="mono">{twin.platformOrderNo}</span>
          </span>
          <MaskedText>{`${twin.maskedName} ${twin.maskedPhone}`}</MaskedText>
          <span>
            {places(twin.district)} <RevealButton orderId={twin.id} />
          </span>
          <Money amount={twin.paidAmount} symbol />
          {!shipped && twin.promisedShipAt && (
            <span>
              {t('promise')} <TimeLeft dueAt={twin.promisedShipAt} />
            </span>
          )}
          <Tags own={own} channel={channel} />
        </p>
      </div>
      {actions}
    </header>
  );
};

/** What is special about it: pre-sale, who sold it and for how much, what was filled in, what is in the box. */
const Tags = ({ own, channel }: Pick<HeadingProps, 'own' | 'channel'>) => {
  const t = useTranslations('orderHead');
  const order = useTranslations('order');
  const influencer = influencerOf(channel?.extensions ?? []);
  const { commission } = splitMoney(channel?.extensions ?? []);
  return (
    <>
      {own?.expeditedAt && <StateChip tone="amber">{t('expedited')}</StateChip>}
      {own?.presale === true && <StateChip tone="brand">{t('presale')}</StateChip>}
      {influencer !== undefined && (
        <StateChip tone="plain">
          {t('influencer', { name: influencer })}
          {commission !== undefined && own !== undefined && (
            <>
              {' · '}
              {t('commission')} <Money amount={{ ...own.paidAmount, minor: commission }} />
            </>
          )}
        </StateChip>
      )}
      {own?.lines.some((line) => line.coldChain) === true && <StateChip tone="brand">{order('coldChain')}</StateChip>}
      {own?.lines.some((line) => line.gift) === true && <StateChip tone="plain">{order('gift')}</StateChip>}
      {own !== undefined && own.defaultedFields.length > 0 && (
        <StateChip tone="plain">{t('defaulted', { fields: own.defaultedFields.join('、') })}</StateChip>
      )}
    </>
  );
};

// Municipalities are their own province: "上海市 上海市 崇明区" says it once.
const places = (district: string): string =>
  district
    .split(' ')
    .filter((place, index, all) => place !== all[index - 1])
    .join(' ');
