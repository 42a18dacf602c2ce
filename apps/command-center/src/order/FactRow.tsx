'use client';

import { useTranslations } from 'next-intl';
import { useAccountNames } from '../accounts/use-account-names.ts';
import { hopDelay } from '../format/duration.ts';
import { clockTime, preciseClock } from '../format/time.ts';
import type { FactFieldsFragment } from '../gql/graphql.ts';
import { StateChip } from '../parts/StateChip.tsx';
import { StoryRow } from '../parts/StoryRow.tsx';
import { asActor, asFact, asField, asSystem, fieldKeys } from '../words/codes.ts';
import type { FactKey } from '../words/codes.ts';
import { useValueWords } from '../words/use-phrase.ts';
import { splitFields } from './fact-words.ts';
import { RawPayload } from './RawPayload.tsx';
import styles from './FactRow.module.css';

/** Facts that somebody has to look at. */
const alarming: readonly FactKey[] = [
  'fulfilment_warehouse-refused',
  'fulfilment_sourcing-failed',
  'fulfilment_waybill-refused',
  'fulfilment_conflict-raised',
  'inventory_stock-short',
  'finance_voucher-refused',
  'messenger_message-refused',
  'channel_ship-notice-refused',
  'order_cancel-declined',
  'fulfilment_stop-declined',
  'tower_work-item-opened',
  'dead-lettered',
  'channel_payload-quarantined',
];

const mostShown = 4;

interface FactRowProps {
  readonly fact: FactFieldsFragment;
  /** What a person wrote; facts carry no free text. */
  readonly words: string | undefined;
  readonly open: boolean;
  readonly onToggle: () => void;
}

export const FactRow = ({ fact, words: written, open, onToggle }: FactRowProps) => {
  const t = useTranslations('story');
  const titles = useTranslations('facts');
  const systems = useTranslations('systems');
  const fieldNames = useTranslations('fields');
  const actors = useTranslations('actors');
  const words = useValueWords();
  const { nameOf } = useAccountNames();
  const key = asFact(fact.type);
  const split = splitFields(key, fact.fields);
  const title = split.naming.length > 0 ? split.naming.map(({ name, value }) => words(name, value)).join(' · ') : titles(key);
  const told = split.told
    .flatMap(({ name, value }) => {
      const field = asField(name);
      return field === undefined ? [] : [{ place: fieldKeys.indexOf(field), text: `${fieldNames(field)} ${words(name, value)}` }];
    })
    .sort((left, right) => left.place - right.place)
    .map((each) => each.text);
  const hop = fact.sincePreviousMs === null || fact.sincePreviousMs === undefined ? undefined : hopDelay(fact.sincePreviousMs);
  const actor = fact.system === 'hub' ? asActor(fact.actor, fact.context) : undefined;

  return (
    <StoryRow
      time={clockTime(fact.occurredAt)}
      hop={hop === undefined ? t('first') : hop.inSeconds ? t('seconds', { figure: hop.figure }) : hop.figure}
      source={
        <>
          {systems(asSystem(fact.system))}
          {actor !== undefined && (
            <span className={styles['actor']}>
              {'rule' in actor ? t('rule', { version: actor.rule }) : actor.key === 'person' ? nameOf(fact.actor) : actors(actor.key)}
            </span>
          )}
        </>
      }
      title={title}
      mark={alarming.includes(key) ? <StateChip tone="amber">{t('needsPerson')}</StateChip> : undefined}
      detail={written ?? (told.length > 0 ? told.slice(0, mostShown).join(' · ') : undefined)}
      open={open}
      label={t('openFact', { title })}
      onToggle={onToggle}
    >
      <dl className={styles['fields']}>
        {fact.fields.map(({ name, value }) => (
          <div key={name}>
            <dt className="mono">{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className={styles['clocks']}>
        {t('clocks', {
          occurred: preciseClock(fact.occurredAt),
          received: preciseClock(fact.receivedAt),
          recorded: preciseClock(fact.recordedAt),
        })}
      </p>
      {fact.rawRef ? <RawPayload reference={fact.rawRef} /> : <p className={styles['clocks']}>{t('noRaw')}</p>}
    </StoryRow>
  );
};
