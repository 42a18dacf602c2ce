'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import type { ComponentType } from 'react';
import { ask } from '../data/ask.ts';
import { AlertLevelsDocument, GateCountsDocument, MappingSystemsDocument, OpenWorkItemsCountDocument } from '../gql/graphql.ts';
import styles from './PlaceCount.module.css';
import type { PlaceKey } from './places.ts';

/** The red number beside a place: how many things wait there for a hand. Nothing while there are none. */
const CountBadge = ({ count }: { readonly count: number | undefined }) => {
  const t = useTranslations('nav');
  if (count === undefined || count === 0) return null;
  return (
    <b className={styles['count']}>
      <span aria-hidden>{count > 9999 ? '9999+' : count}</span>
      <span className={styles['unseen']}>{t('waiting', { count })}</span>
    </b>
  );
};

const Exceptions = () => {
  const { data } = useQuery({
    queryKey: ['place-count', 'exceptions'],
    queryFn: async ({ signal }) => (await ask(OpenWorkItemsCountDocument, {}, signal)).data.workItems.totalCount,
    refetchInterval: 10_000,
  });
  return <CountBadge count={data} />;
};

// The same question as the navigation of the gates asks: one answer serves both.
const Stuck = () => {
  const { data } = useQuery({
    queryKey: ['gate-counts'],
    queryFn: async ({ signal }) => (await ask(GateCountsDocument, {}, signal)).data.gateCounts,
    refetchInterval: 10_000,
  });
  return <CountBadge count={data?.reduce((sum, gate) => sum + gate.stuck, 0)} />;
};

const Alerts = () => {
  const { data } = useQuery({
    queryKey: ['place-count', 'alerts'],
    queryFn: async ({ signal }) => (await ask(AlertLevelsDocument, {}, signal)).data.alertBoard,
    refetchInterval: 10_000,
  });
  return <CountBadge count={data?.red} />;
};

// What is held because its payload could not be read. Its answer is its own: the page's part of the tree wakes up later than the shell,
// and would find there what the server had not drawn.
const Mapping = () => {
  const { data } = useQuery({
    queryKey: ['place-count', 'mapping'],
    queryFn: async ({ signal }) => (await ask(MappingSystemsDocument, {}, signal)).data.mappingSystems,
    refetchInterval: 10_000,
  });
  return <CountBadge count={data?.reduce((sum, system) => sum + system.held, 0)} />;
};

// Each place asks for its own number, so that a silent source costs only its own.
const counts: Readonly<Partial<Record<PlaceKey, ComponentType>>> = {
  alerts: Alerts,
  stuck: Stuck,
  exceptions: Exceptions,
  mapping: Mapping,
};

export const PlaceCount = ({ of }: { readonly of: PlaceKey }) => {
  const Count = counts[of];
  return Count === undefined ? null : <Count />;
};
