'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useAccountNames } from '../accounts/use-account-names.ts';
import { fullTime } from '../format/time.ts';
import { actorKeys, asActor, asField } from '../words/codes.ts';
import { useValueWords } from '../words/use-phrase.ts';
import { useShopNames } from '../words/use-shop-names.ts';
import { asDeed, asSubject, subjectAddress } from './deeds.ts';
import { readDetails } from './details.ts';
import type { Act } from './use-audit.ts';
import { asDetail, asOwnReason, asPurpose } from './words.ts';
import styles from './AuditPage.module.css';

// Keys of our own say nothing to a reader; the whole one is the title.
const longId = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}$/;

export const ActRow = ({ act }: { readonly act: Act }) => {
  const t = useTranslations('audit');
  const deeds = useTranslations('auditDeeds');
  const subjects = useTranslations('auditSubjects');
  const actors = useTranslations('actors');
  const fields = useTranslations('fields');
  const namesOfDetails = useTranslations('auditDetails');
  const purposes = useTranslations('auditPurposes');
  const ownReasons = useTranslations('auditReasons');
  const words = useValueWords();
  const { nameOf } = useAccountNames();
  const { shopName } = useShopNames();
  const { changes, reason, rest } = readDetails(act.details);
  const deed = asDeed(act.deed);
  const subject = asSubject(act.subjectKind);
  const address = subjectAddress(act);
  const actor = act.actorKind === 'PERSON' ? undefined : asActor(act.actor, act.source ?? act.actor);
  const who = act.actorKind === 'PERSON' ? nameOf(act.actor) : actor !== undefined && 'key' in actor ? actors(actor.key) : act.actor;
  const nameOfField = (name: string): string => {
    const field = asField(name);
    if (field !== undefined) return fields(field);
    const detail = asDetail(name);
    return detail === undefined ? name : namesOfDetails(detail);
  };
  const value = (name: string, text: string): string => {
    if (name === 'assignee' && text !== '') return nameOf(text);
    const purpose = name === 'purpose' ? asPurpose(text) : undefined;
    return purpose === undefined ? words(name, text) : purposes(purpose);
  };
  const told = reason === undefined ? undefined : asOwnReason(reason);
  const context = actorKeys.find((each) => each === act.source);
  const from = context === undefined ? act.source : actors(context);
  const thing = (
    <>
      {subject === undefined ? act.subjectKind : subjects(subject)}{' '}
      {act.subjectKind === 'account' ? (
        nameOf(act.subjectId)
      ) : act.subjectKind === 'shop' ? (
        shopName(act.subjectId)
      ) : (
        <span className="mono" title={act.subjectId}>
          {longId.test(act.subjectId) ? `${act.subjectId.slice(0, 8)}…` : act.subjectId}
        </span>
      )}
    </>
  );
  return (
    <li className={styles['act']}>
      <time dateTime={act.actedAt}>{fullTime(act.actedAt)}</time>
      <span className={styles['who']}>
        {who}
        {from !== null && from !== who && <small>{t('from', { source: from })}</small>}
      </span>
      <span className={styles['what']}>
        <b>{deed === undefined ? act.deed : deeds(deed)}</b>{' '}
        {address === undefined ? (
          <span className={styles['thing']}>{thing}</span>
        ) : (
          <Link href={address} className={styles['thing']}>
            {thing}
          </Link>
        )}
        {act.orderId !== null && act.subjectId !== act.orderId && (
          <Link href={`/orders/${encodeURIComponent(act.orderId)}`} className={`mono ${styles['order']}`}>
            {act.orderId}
          </Link>
        )}
      </span>
      <span className={styles['more']}>
        {changes.map((change) => (
          <small key={change.field}>
            {nameOfField(change.field)}：
            <del>{change.before === undefined || change.before === '' ? '—' : value(change.field, change.before)}</del> →{' '}
            <ins>{change.after === undefined || change.after === '' ? '—' : value(change.field, change.after)}</ins>
          </small>
        ))}
        {reason !== undefined && <small>{t('reason', { reason: told === undefined ? words('reason', reason) : ownReasons(told) })}</small>}
        {rest.length > 0 && <small>{rest.map(({ name, value: text }) => `${nameOfField(name)} ${value(name, text)}`).join(' · ')}</small>}
      </span>
    </li>
  );
};
