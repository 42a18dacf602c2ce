'use client';

import { useQueryStates } from 'nuqs';
import { useTranslations } from 'next-intl';
import { useQuestion } from '../data/use-question.ts';
import { useIsPhone } from '../orders/use-is-phone.ts';
import { viewParsers } from '../orders/view.ts';
import { Panel } from '../parts/Panel.tsx';
import { troubleOf } from '../parts/PartPanel.tsx';
import { Loading, Nothing, Trouble } from '../parts/WidgetState.tsx';
import { Actions } from './Actions.tsx';
import { CustomerPanel } from './CustomerPanel.tsx';
import { FuseBar } from './FuseBar.tsx';
import { GatePanel } from './GatePanel.tsx';
import { Heading } from './Heading.tsx';
import { HoldsPanel } from './HoldsPanel.tsx';
import { ItemsPanel } from './ItemsPanel.tsx';
import { LinesPanel } from './LinesPanel.tsx';
import { MoneyPanel } from './MoneyPanel.tsx';
import { ParcelsPanel } from './ParcelsPanel.tsx';
import { RemarksPanel } from './RemarksPanel.tsx';
import { StoryPanel } from './StoryPanel.tsx';
import { Trail } from './Trail.tsx';
import { TruthPanel } from './TruthPanel.tsx';
import { channelQuestion, fulfilmentQuestion, ownQuestion, twinQuestion } from './questions.ts';
import { useOrderLive } from './use-order.ts';
import { WhyPanel } from './WhyPanel.tsx';
import styles from './OrderPage.module.css';

export const OrderPage = ({ id }: { readonly id: string }) => {
  const t = useTranslations('order');
  const [view] = useQueryStates(viewParsers);
  const twin = useQuestion(twinQuestion(id));
  const own = useQuestion(ownQuestion(id));
  const fulfilment = useQuestion(fulfilmentQuestion(id), { retry: false });
  const channel = useQuestion(channelQuestion(id), { retry: false });
  const phone = useIsPhone();
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
  const known = { own: own.data ?? undefined, fulfilment: fulfilment.data ?? undefined, channel: channel.data ?? undefined };
  return (
    <div className={styles['page']}>
      <Trail id={id} view={view} />
      {twin.data ? (
        <>
          <Heading twin={twin.data} {...known} actions={phone ? null : <Actions twin={twin.data} {...known} />} />
          <FuseBar own={known.own} fulfilment={known.fulfilment} />
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
        <div className={styles['first']}>
          <HoldsPanel id={id} query={own} />
          <ItemsPanel id={id} />
          <TruthPanel {...known} />
        </div>
        <div className={styles['main']}>
          <StoryPanel id={id} sources={twin.data?.sources ?? []} remarks={known.own?.remarks ?? []} />
          <LinesPanel id={id} query={own} extensions={known.channel?.extensions ?? []} />
          <RemarksPanel id={id} query={own} />
        </div>
        <div className={styles['side']}>
          <WhyPanel id={id} query={fulfilment} />
          <ParcelsPanel id={id} query={fulfilment} />
          <MoneyPanel id={id} query={own} channel={known.channel} />
          <CustomerPanel id={id} twin={twin.data ?? undefined} />
        </div>
      </div>
      {phone && twin.data && <Actions twin={twin.data} {...known} />}
    </div>
  );
};
