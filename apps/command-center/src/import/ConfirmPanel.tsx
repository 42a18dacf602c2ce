'use client';

import { Button, Input, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import type { StartHistoryImportInput } from '../gql/graphql.ts';
import { count } from '../format/figures.ts';
import { channelCodes, channelKey } from '../orders/channels.ts';
import { Panel } from '../parts/Panel.tsx';
import { PlainTable } from '../parts/PlainTable.tsx';
import { inOrder, isChanged, recognised, withChoice, type Choices } from './columns.ts';
import { asField, asLayout, importFieldKeys } from './import-words.ts';
import styles from './import.module.css';
import { useShops } from './use-import.ts';
import type { ImportDetail } from './use-import.ts';

const NEW = 'new';

/** Columns as they were recognised, with samples, and the shop: the one thing a person confirms before orders are taken. */
export const ConfirmPanel = ({
  file,
  onStart,
}: {
  readonly file: ImportDetail;
  readonly onStart: (input: StartHistoryImportInput) => Promise<boolean>;
}) => {
  const t = useTranslations('imports');
  const fields = useTranslations('importFields');
  const layouts = useTranslations('importLayouts');
  const channels = useTranslations('channels');
  const shops = useShops();
  const [changed, setChanged] = useState<Choices>();
  const [shop, setShop] = useState<string>();
  const [made, setMade] = useState<{ readonly name?: string; readonly channel?: string }>({});
  const [busy, setBusy] = useState(false);
  const guessed = useMemo(() => recognised(file.columns), [file.columns]);
  const choices = changed ?? guessed;
  const fitting = (shops.data ?? []).filter((each) => file.layoutChannel === '' || each.channel === file.layoutChannel);
  const chosen = shop ?? fitting[0]?.id ?? NEW;
  const newShop = {
    name: made.name ?? file.shopNames[0] ?? layouts(asLayout(file.layout)),
    channel: made.channel ?? (file.layoutChannel === '' ? 'TM' : file.layoutChannel),
  };
  const hasOrder = [...choices.values()].includes('order');
  const unsure = file.columns.filter((column) => column.certainty === 'LIKELY').length;

  const start = async (): Promise<void> => {
    setBusy(true);
    await onStart({
      importId: file.id,
      ...(chosen === NEW ? { newShop } : { shopId: chosen }),
      ...(isChanged(file.columns, choices) ? { columns: [...choices].map(([index, field]) => ({ index, field })) } : {}),
    });
    setBusy(false);
  };

  return (
    <Panel title={t('columns')} finding={unsure > 0 ? t('unsure', { count: unsure }) : t('allSure', { count: choices.size })}>
      <div className={styles['confirm']}>
        <label className={styles['shop']}>
          <span>{t('shop')}</span>
          <Select
            aria-label={t('shop')}
            value={chosen}
            loading={shops.isPending}
            onChange={setShop}
            options={[
              ...(shops.data ?? []).map((each) => ({
                value: each.id,
                label: `${each.name} · ${channels(channelKey(each.channel))}${each.live ? '' : ` · ${t('fromFiles')}`}`,
              })),
              { value: NEW, label: t('newShop') },
            ]}
          />
        </label>
        {chosen === NEW && (
          <div className={styles['newShop']}>
            <Input
              aria-label={t('shopName')}
              value={newShop.name}
              maxLength={60}
              onChange={(event) => setMade({ ...made, name: event.target.value })}
            />
            <Select
              aria-label={t('shopChannel')}
              value={newShop.channel}
              onChange={(channel) => setMade({ ...made, channel })}
              options={channelCodes.map((code) => ({ value: code, label: channels(channelKey(code)) }))}
            />
          </div>
        )}
        <Button
          type="primary"
          loading={busy}
          disabled={!hasOrder || (chosen === NEW && newShop.name.trim() === '')}
          onClick={() => void start()}
          data-import-start
        >
          {file.inspected ? t('start', { count: file.orders }) : t('startNow')}
        </Button>
        <span className={styles['small']}>{hasOrder ? t('startWhat') : t('needsOrder')}</span>
      </div>
      <div className={styles['columns']} role="region" aria-label={t('columns')} tabIndex={0}>
        <PlainTable>
          <thead>
            <tr>
              <th scope="col">{t('column')}</th>
              <th scope="col">{t('means')}</th>
              <th scope="col">{t('samples')}</th>
            </tr>
          </thead>
          <tbody>
            {inOrder(file.columns, guessed).map((column) => (
              <tr key={column.index} data-used={choices.has(column.index)}>
                <td title={column.header}>
                  {column.header === '' ? t('noHeader', { at: column.index + 1 }) : column.header}
                  {column.certainty === 'LIKELY' && <em> ◆ {t('look')}</em>}
                </td>
                <td>
                  <select
                    aria-label={t('meaningOf', { column: column.header })}
                    value={choices.get(column.index) ?? ''}
                    onChange={(event) => setChanged(withChoice(choices, column.index, asField(event.target.value)))}
                  >
                    <option value="">{t('leftOut')}</option>
                    {importFieldKeys.map((field) => (
                      <option key={field} value={field}>
                        {fields(field)}
                      </option>
                    ))}
                  </select>
                </td>
                <td className={styles['samples']}>{column.samples.join(' · ')}</td>
              </tr>
            ))}
          </tbody>
        </PlainTable>
      </div>
      {file.orders > 0 && <p className={styles['small']}>{t('masked', { count: count(file.columns.length) })}</p>}
    </Panel>
  );
};
