'use client';

import { Button, Checkbox, Input, InputNumber, Select } from 'antd';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { formatMinor } from '../format/money.ts';
import { Panel } from '../parts/Panel.tsx';
import { pushModes, requestOf } from './order-by-hand.ts';
import type { HandOrder } from './order-by-hand.ts';
import { parsePlaced } from './parse-world.ts';
import type { World } from './parse-world.ts';
import { useSandboxDeed } from './use-sandbox.ts';
import styles from './sandbox.module.css';

interface HandPanelProps {
  readonly world: World;
  readonly onPlaced: (platformNo: string) => void;
}

const wishes = ['vague', 'highValue', 'presale'] as const;

/** One order as one wishes it; its ledgers open below. A buyer may cancel it again. */
export const HandPanel = ({ world, onPlaced }: HandPanelProps) => {
  const t = useTranslations('sandboxPage');
  const modes = useTranslations('sandboxPush');
  const channels = useTranslations('channels');
  const chinese = useLocale() === 'zh-CN';
  const deed = useSandboxDeed();
  const [busy, setBusy] = useState(false);
  const [order, setOrder] = useState<HandOrder>({
    channel: 'DY',
    sku: world.products[0]?.sku ?? '',
    quantity: 1,
    district: '',
    push: 'normal',
    pay: true,
    vague: false,
    highValue: false,
    presale: false,
    words: '',
  });
  const change = (part: Partial<HandOrder>): void => setOrder((before) => ({ ...before, ...part }));
  const price = world.products.find((product) => product.sku === order.sku)?.priceFen ?? 0;
  const place = async (): Promise<void> => {
    setBusy(true);
    const [no] = parsePlaced(await deed('/orders', { method: 'POST', body: requestOf(order, price) }, t('placed')));
    setBusy(false);
    if (no !== undefined) onPlaced(no);
  };
  return (
    <Panel title={t('byHand')} finding={t('byHandWhat')}>
      <div className={styles['hand']}>
        <label>
          {t('channel')}
          <Select
            size="small"
            value={order.channel}
            onChange={(channel) => change({ channel })}
            options={(['DY', 'WX'] as const).map((value) => ({ value, label: channels(value) }))}
          />
        </label>
        <label>
          {t('product')}
          <Select
            size="small"
            showSearch
            optionFilterProp="label"
            value={order.sku}
            onChange={(sku) => change({ sku })}
            options={world.products.map((one) => ({
              value: one.sku,
              label: `${chinese ? one.name : one.nameEn} · ¥ ${formatMinor(String(one.priceFen), 'CNY')}`,
            }))}
          />
        </label>
        <label>
          {t('quantity')}
          <InputNumber
            size="small"
            min={1}
            max={9999}
            value={order.quantity}
            onChange={(quantity) => change({ quantity: quantity ?? 1 })}
          />
        </label>
        <label>
          {t('district')}
          <Input
            size="small"
            value={order.district}
            placeholder="330106"
            maxLength={6}
            onChange={(event) => change({ district: event.target.value.replaceAll(/\D/g, '') })}
          />
        </label>
        <label>
          {t('push')}
          <Select
            size="small"
            value={order.push}
            onChange={(push) => change({ push })}
            options={pushModes.map((value) => ({ value, label: modes(value) }))}
          />
        </label>
        <label>
          {t('words')}
          <Input size="small" value={order.words} maxLength={60} onChange={(event) => change({ words: event.target.value })} />
        </label>
        <span className={styles['wishes']}>
          <Checkbox checked={order.pay} onChange={(event) => change({ pay: event.target.checked })}>
            {t('pay')}
          </Checkbox>
          {wishes.map((wish) => (
            <Checkbox key={wish} checked={order[wish]} onChange={(event) => change({ [wish]: event.target.checked })}>
              {t('wish', { wish })}
            </Checkbox>
          ))}
        </span>
        <Button
          type="primary"
          loading={busy}
          disabled={order.sku === '' || (order.district !== '' && order.district.length !== 6)}
          onClick={() => void place()}
        >
          {t('place', { amount: formatMinor(String(price * order.quantity), 'CNY') })}
        </Button>
      </div>
    </Panel>
  );
};
