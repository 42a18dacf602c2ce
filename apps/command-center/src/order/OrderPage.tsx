'use client';

import { useQueryStates } from 'nuqs';
import { useTranslations } from 'next-intl';
import { viewParsers } from '../orders/view.ts';
import { Panel } from '../parts/Panel.tsx';
import { troubleOf } from '../parts/PartPanel.tsx';
import { Loading, Nothing, Trouble } from '../parts/WidgetState.tsx';
import { CustomerPanel } from './CustomerPanel.tsx';
import { GatePanel } from './GatePanel.tsx';
import { Heading } from './Heading.tsx';
import { HoldsPanel } from './HoldsPanel.tsx';
import { LinesPanel } from './LinesPanel.tsx';
import { MoneyPanel } from './MoneyPanel.tsx';
import { ParcelsPanel } from './ParcelsPanel.tsx';
import { StoryPanel } from './StoryPanel.tsx';
import { useOrderLive, useOwn, usePart, useTwin } from './use-order.ts';
import { WhyPanel } from './WhyPanel.tsx';
import { Trail } from './Trail.tsx';
import { OrderFulfilmentDocument } from '../gql/graphql.ts';
import type { FulfilmentFieldsFragment } from '../gql/graphql.ts';
import styles from './OrderPage.module.css';

export const OrderPage = ({ id }: { readonly id: string }) => {
  const t = useTranslations('order');
  const [view] = useQueryStates(viewParsers);
  const twin = useTwin(id);
  const own = useOwn(id);
  const fulfilment = usePart<FulfilmentFieldsFragment>({ id, name: 'fulfilment', document: OrderFulfilmentDocument });
  useOrderLive(id);

  const unknown = twin.isSuccess && twin.data === null && own.isSuccess && own.data === null;
  if (unknown) {
    return (
      <div className={styles['page']}>
        <Trail id={id} view={view} />
        <Panel>
          <Nothing>{t('unknown', { id })}</Nothing>
        </Panel>
      </div>
    );
  }
  return (
    <div className={styles['page']}>
      <Trail id={id} view={view} />
      {twin.data ? (
        <>
          <Heading twin={twin.data} own={own.data ?? undefined} fulfilment={fulfilment.data ?? undefined} />
          <GatePanel twin={twin.data} stale={twin.isError} at={twin.dataUpdatedAt} />
        </>
      ) : (
        <Panel title={<span className="mono">{id}</span>}>
          {twin.isPending ? (
            <Loading rows={2} />
          ) : twin.isError ? (
            <Trouble {...troubleOf(twin.error)} onRetry={() => void twin.refetch()} />
          ) : (
            <Nothing>{t('notYet')}</Nothing>
          )}
        </Panel>
      )}
      <div className={styles['columns']}>
        <div className={styles['main']}>
          <StoryPanel id={id} sources={twin.data?.sources ?? []} />
          <LinesPanel id={id} query={own} />
        </div>
        <div className={styles['side']}>
          <HoldsPanel id={id} query={own} />
          <WhyPanel id={id} query={fulfilment} />
          <ParcelsPanel query={fulfilment} />
          <MoneyPanel id={id} query={own} />
          <CustomerPanel id={id} twin={twin.data ?? undefined} />
        </div>
      </div>
    </div>
  );
};
