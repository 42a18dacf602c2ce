'use client';

import { useTranslations } from 'next-intl';
import { percent } from '../format/figures.ts';
import { ChannelName } from '../orders/ChannelName.tsx';
import { BoardPanel } from '../parts/BoardPanel.tsx';
import { Door } from '../parts/Door.tsx';
import { PlainTable } from '../parts/PlainTable.tsx';
import { Sparkline } from '../parts/Sparkline.tsx';
import { useSpanWords } from '../words/use-span-words.ts';
import styles from './ChannelsPanel.module.css';
import { asIntake, isLate } from './channel-health.ts';
import { useBoardQuestion } from '../data/use-board.ts';
import { channelsQuestion } from './questions.ts';

/** The channels' health (OBS-07): how late their orders really arrive, how fast they leave, how many meet an exception. */
export const ChannelsPanel = () => {
  const t = useTranslations('boardChannels');
  const intakes = useTranslations('intakeKinds');
  const span = useSpanWords();
  const query = useBoardQuestion(channelsQuestion);
  return (
    <BoardPanel
      id="channels"
      title={t('title')}
      query={query}
      finding={t('what')}
      empty={(data) => (data.channels.length === 0 ? t('none') : undefined)}
    >
      {(data) => (
        <PlainTable className={styles['table']}>
          <thead>
            <tr>
              <th scope="col">{t('channel')}</th>
              <th scope="col">{t('intake')}</th>
              <th scope="col" data-figure>
                {t('arrival')}
              </th>
              <th scope="col" data-figure>
                {t('pickup')}
              </th>
              <th scope="col" data-figure>
                {t('exceptions')}
              </th>
              <th scope="col" className={styles['wide']}>
                {t('lastDay')}
              </th>
              <th scope="col" data-figure>
                {t('orders')}
              </th>
            </tr>
          </thead>
          <tbody>
            {data.channels.map((channel) => {
              const late = isLate(channel.arrivalP95Ms);
              return (
                <tr key={channel.shopId}>
                  <th scope="row">
                    <ChannelName code={channel.channel} />
                  </th>
                  <td data-warn={channel.silent || channel.intake === 'POLL'}>
                    {(channel.silent || channel.intake === 'POLL') && <i aria-hidden>◆ </i>}
                    {channel.silent ? t('silent') : intakes(asIntake(channel.intake))}
                  </td>
                  <td data-figure data-warn={late}>
                    {span(channel.arrivalP95Ms)}
                  </td>
                  <td data-figure>
                    <Door to={channel.pickedUp}>{span(channel.payToPickupMs)}</Door>
                  </td>
                  <td data-figure>
                    <Door to={channel.excepted}>
                      {channel.exceptionRate === null || channel.exceptionRate === undefined ? '—' : percent(channel.exceptionRate)}
                    </Door>
                  </td>
                  <td className={styles['wide']}>
                    <Sparkline
                      values={channel.hours.map((hour) => hour.orders.count)}
                      tone={channel.silent ? 'amber' : 'thread'}
                      label={t('lastDayFinding', {
                        most: Math.max(0, ...channel.hours.map((hour) => hour.orders.count)),
                        last: channel.hours.at(-1)?.orders.count ?? 0,
                      })}
                    />
                  </td>
                  <td data-figure>
                    <Door to={channel.orders} />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </PlainTable>
      )}
    </BoardPanel>
  );
};
