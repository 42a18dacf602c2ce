'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useNow } from '../data/clock.ts';
import { nearTime, preciseClock } from '../format/time.ts';
import type { FulfilmentFieldsFragment } from '../gql/graphql.ts';
import { useLiteral } from '../words/use-literal.ts';
import { RawPayload } from './RawPayload.tsx';
import { named, routeScale } from './route-scale.ts';
import styles from './TimeRail.module.css';

type Parcel = FulfilmentFieldsFragment['parcels'][number];

interface TimeRailProps {
  readonly parcel: Parcel;
  readonly origin: string;
}

/** A parcel's way on a scale of time, drawn without a map: every dot is a node of the carrier and opens what it really said. */
export const TimeRail = ({ parcel, origin }: TimeRailProps) => {
  const t = useTranslations('timeRail');
  const word = useLiteral();
  const now = useNow();
  const [opened, setOpened] = useState<string | undefined>(undefined);
  if (now === 0) return null;
  const scale = routeScale(parcel, now);
  const shown = named(scale.nodes, 0.2, (node) => node.place);
  const open = parcel.nodes.find((node) => node.id === opened);
  const late = scale.expected && parcel.eta != null && Date.parse(parcel.eta) < now;
  return (
    <div data-part="route-rail">
      <div className={styles['rail']} data-late={late}>
        <span className={styles['line']} aria-hidden>
          <i style={{ width: `${(scale.now ?? 1) * 100}%` }} />
        </span>
        {scale.now !== undefined && (
          <span className={styles['now']} style={{ left: `${scale.now * 100}%` }} aria-hidden>
            {t('now')}
          </span>
        )}
        <ol>
          {scale.nodes.map(({ node, at }, index) => (
            <li key={node.id} style={{ left: `${at * 100}%` }} data-edge={at < 0.12 ? 'left' : at > 0.88 ? 'right' : undefined}>
              <button
                type="button"
                aria-expanded={opened === node.id}
                aria-label={t('node', { kind: word(node.kind), place: node.place, at: nearTime(node.reachedAt, now) })}
                title={`${nearTime(node.reachedAt, now)} ${word(node.kind)} ${node.place}`}
                onClick={() => setOpened(opened === node.id ? undefined : node.id)}
              />
              {shown.has(index) && <span aria-hidden>{node.place}</span>}
            </li>
          ))}
        </ol>
      </div>
      <p className={styles['ends']}>
        <span>
          {origin} {parcel.outboundAt ? nearTime(parcel.outboundAt, now) : ''}
        </span>
        <span data-late={late}>
          {parcel.signedAt
            ? t('signed', { at: nearTime(parcel.signedAt, now) })
            : parcel.eta
              ? t(late ? 'overdue' : 'eta', { at: nearTime(parcel.eta, now) })
              : t('noEta')}
        </span>
      </p>
      {open !== undefined && (
        <div className={styles['open']}>
          <p>
            <b>{word(open.kind)}</b> {open.place} · {preciseClock(open.reachedAt)} · {t('opCode')}{' '}
            <span className="mono">{open.opCode}</span>
          </p>
          {open.rawRef ? <RawPayload key={open.id} reference={open.rawRef} /> : <p className={styles['quiet']}>{t('noRaw')}</p>}
        </div>
      )}
    </div>
  );
};
