'use client';

import { useQuery } from '@tanstack/react-query';
import { askAccounts } from '../../accounts/doors.ts';
import { asRecord, asText } from '../../data/parse.ts';

export interface Partner {
  readonly id: string;
  readonly name: string;
}

/** Partners with keys, once each; the door answers admins only, and everybody else reads ids. */
export const parsePartners = (body: unknown): readonly Partner[] => {
  const keys: unknown = asRecord(body)?.['keys'];
  const partners = (Array.isArray(keys) ? keys : []).flatMap((each: unknown) => {
    const [id, name] = [asText(asRecord(each)?.['partnerId']), asText(asRecord(each)?.['partner'])];
    return id === undefined || name === undefined ? [] : [{ id, name }];
  });
  return [...new Map(partners.map((partner) => [partner.id, partner])).values()];
};

export const usePartners = (asks: boolean) => {
  const { data = [] } = useQuery({
    queryKey: ['partners'],
    queryFn: async ({ signal }) => parsePartners(await askAccounts('/keys', undefined, signal)),
    enabled: asks,
    retry: false,
    staleTime: 60_000,
  });
  const names = new Map(data.map(({ id, name }) => [id, name]));
  return { partners: data, nameOf: (id: string): string => names.get(id) ?? id };
};
