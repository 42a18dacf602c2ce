'use client';

import { Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useAccountNames } from '../accounts/use-account-names.ts';
import { useItemDeeds } from './use-item-deeds.tsx';
import type { WorkItemRow } from './use-work-items.ts';

/** Hands the item over to somebody by name. */
export const HandOver = ({ item }: { readonly item: WorkItemRow }) => {
  const t = useTranslations('itemDeeds');
  const { accounts } = useAccountNames();
  const { handOver } = useItemDeeds();
  return (
    <Select
      showSearch={{ optionFilterProp: 'label' }}
      style={{ minWidth: 150 }}
      aria-label={t('handOver')}
      placeholder={t('handOver')}
      value={null}
      options={accounts
        .filter((account) => !account.locked && account.id !== item.assignee)
        .map((account) => ({ value: account.id, label: account.name }))}
      onSelect={(to: string | null) => {
        if (to !== null) void handOver([item.id], to, item.assignee);
      }}
    />
  );
};
