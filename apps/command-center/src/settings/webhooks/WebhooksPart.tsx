'use client';

import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ask } from '../../data/ask.ts';
import { WebhookEndpointsDocument } from '../../gql/graphql.ts';
import { PartPanel } from '../../parts/PartPanel.tsx';
import { useAccount } from '../../shell/account.ts';
import { CreateEndpoint } from './CreateEndpoint.tsx';
import { DeliveriesPanel } from './DeliveriesPanel.tsx';
import { EndpointRow } from './EndpointRow.tsx';
import { usePartners } from './use-partners.ts';
import { endpointState } from './words.ts';
import shared from '../SettingsPage.module.css';

const REFRESH_MS = 10_000;

/** Where partners hear of events, how that goes, and what was sent. */
export const WebhooksPart = () => {
  const t = useTranslations('webhooks');
  const roles = useAccount()?.roles ?? [];
  const mayKeep = roles.includes('admin') || roles.includes('owner');
  const { partners, nameOf } = usePartners(roles.includes('admin'));
  const [chosen, setChosen] = useState<string | undefined>();
  const [creating, setCreating] = useState(false);
  const query = useQuery({
    queryKey: ['webhooks', 'endpoints'],
    queryFn: async ({ signal }) => (await ask(WebhookEndpointsDocument, {}, signal)).data.webhookEndpoints.nodes,
    refetchInterval: REFRESH_MS,
  });
  const shown = query.data?.find(({ id }) => id === chosen) ?? query.data?.[0];
  return (
    <>
      <PartPanel
        title={t('title')}
        query={query}
        rows={3}
        finding={(endpoints) => {
          const bad = endpoints.filter((endpoint) => ['FAILING', 'GIVEN_UP'].includes(endpointState(endpoint))).length;
          return bad === 0 ? t('allWell', { count: endpoints.length }) : t('someBad', { count: endpoints.length, bad });
        }}
        aside={
          mayKeep && (
            <Button type="primary" onClick={() => setCreating(true)}>
              {t('create')}
            </Button>
          )
        }
        empty={t('none')}
        isEmpty={(endpoints) => endpoints.length === 0}
      >
        {(endpoints) => (
          <ul className={shared['rows']}>
            {endpoints.map((endpoint) => (
              <EndpointRow
                key={endpoint.id}
                endpoint={endpoint}
                chosen={endpoint.id === shown?.id}
                mayKeep={mayKeep}
                partner={nameOf(endpoint.partnerId)}
                onChoose={() => setChosen(endpoint.id)}
              />
            ))}
          </ul>
        )}
      </PartPanel>
      {shown !== undefined && <DeliveriesPanel key={shown.id} endpoint={shown} mayKeep={mayKeep} />}
      {creating && <CreateEndpoint partners={partners} onClose={() => setCreating(false)} />}
    </>
  );
};
