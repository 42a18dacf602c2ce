'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { count } from '../format/figures.ts';
import { formatMinor } from '../format/money.ts';
import { dayKey } from '../format/time.ts';
import { DayMoneyDocument } from '../gql/graphql.ts';
import { BoardPanel } from '../parts/BoardPanel.tsx';
import { doorOf } from '../parts/Door.tsx';
import { Headline } from '../parts/Headline.tsx';
import { useBoard, useBoardQuestion } from '../data/use-board.ts';
import { flowQuestion } from './questions.ts';

/** What buyers paid today, and the orders that they paid. */
export const DayMoneyPanel = () => {
  const t = useTranslations('roleHome');
  const from = `${dayKey(new Date().toISOString())}T00:00:00+08:00`;
  const query = useBoard('day-money', DayMoneyDocument, { from }, (result) => result.orders);
  const flow = useBoardQuestion(flowQuestion);
  const paid = flow.data?.gates[0]?.passed;
  const door = paid === undefined ? undefined : doorOf(paid);
  return (
    <BoardPanel id="day-money" title={t('dayMoney')} query={query} rows={2}>
      {(data) => {
        const figure = data.totalAmount ? formatMinor(data.totalAmount.minor, data.totalAmount.currency) : '—';
        return (
          <Headline
            figure={door === undefined ? figure : <Link href={door}>{figure}</Link>}
            unit={t('yuan')}
            note={t('dayOrders', { count: count(data.totalCount) })}
          />
        );
      }}
    </BoardPanel>
  );
};
