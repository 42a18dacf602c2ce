'use client';

import { useTranslations } from 'next-intl';
import type { FulfilmentFieldsFragment, OwnFieldsFragment, TwinFieldsFragment } from '../gql/graphql.ts';
import { AnswerLine } from '../parts/AnswerLine.tsx';
import { MaskedText } from '../parts/MaskedText.tsx';
import { Money } from '../parts/Money.tsx';
import { StateChip } from '../parts/StateChip.tsx';
import { ChannelName } from '../orders/ChannelName.tsx';
import { Actions } from './Actions.tsx';
import { RevealButton } from './RevealButton.tsx';
import { useAnswerParts } from './use-answer-parts.ts';
import styles from './Heading.module.css';

interface HeadingProps {
  readonly twin: TwinFieldsFragment;
  readonly own: OwnFieldsFragment | undefined;
  readonly fulfilment: FulfilmentFieldsFragment | undefined;
}

export const Heading = ({ twin, own, fulfilment }: HeadingProps) => {
  const t = useTranslations('order');
  const parts = useAnswerParts(twin);
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
          {own?.lines.some((line) => line.coldChain) === true && <StateChip tone="brand">{t('coldChain')}</StateChip>}
          {own?.lines.some((line) => line.gift) === true && <StateChip tone="plain">{t('gift')}</StateChip>}
        </p>
      </div>
      <Actions twin={twin} own={own} fulfilment={fulfilment} />
    </header>
  );
};

// Municipalities are their own province: "上海市 上海市 崇明区" says it once.
const places = (district: string): string =>
  district
    .split(' ')
    .filter((place, index, all) => place !== all[index - 1])
    .join(' ');
