'use client';

import { useQuery } from '@tanstack/react-query';
import { ask } from '../../data/ask.ts';
import { WebhookEventTypesDocument } from '../../gql/graphql.ts';

/** The catalogue in the words of the reader. */
export const useEventTypes = () => {
  const { data } = useQuery({
    queryKey: ['webhook-event-types'],
    queryFn: async ({ signal }) => (await ask(WebhookEventTypesDocument, {}, signal)).data.webhookEventTypes,
    staleTime: Infinity,
  });
  const titles = new Map((data ?? []).map(({ type, title }) => [type, title]));
  return { types: data ?? [], titleOf: (type: string): string => titles.get(type) ?? type };
};
