'use client';

import { App } from 'antd';
import { useTranslations } from 'next-intl';
import { ask } from '../data/ask.ts';
import { RequestFailure } from '../data/failures.ts';
import { refusalKey } from '../deeds/refusals.ts';
import { BindSkusDocument, PublishFieldMappingDocument, ReplayQuarantineDocument } from '../gql/graphql.ts';
import type { SkuBindingInput } from '../gql/graphql.ts';
import { inputOf } from './rules.ts';
import type { Rule } from './rules.ts';
import { useMappingRefresh } from './use-mapping.ts';

export interface Problem {
  readonly target: string;
  readonly code: string;
  readonly about: string;
}

export interface Published {
  readonly done: boolean;
  readonly problems: readonly Problem[];
}

/** What a person does at the mapping desk, with its outcome in words. Callers have confirmed it. */
export const useMappingDeeds = () => {
  const t = useTranslations('mapping');
  const refusals = useTranslations('refusals');
  const { message } = App.useApp();
  const refresh = useMappingRefresh();

  const attempt = async <Outcome>(deed: () => Promise<Outcome>): Promise<Outcome | undefined> => {
    try {
      return await deed();
    } catch (failure) {
      void message.error({ content: t('failed', { code: failure instanceof RequestFailure ? failure.code : 'UNKNOWN' }), duration: 6 });
      return undefined;
    } finally {
      await refresh();
    }
  };
  const refuse = (name: string): void => void message.warning({ content: refusals(refusalKey(name)), duration: 6 });

  const publish = async (system: string, rules: readonly Rule[], reason: string, basedOn: number): Promise<Published> =>
    (await attempt(async () => {
      const outcome = (await ask(PublishFieldMappingDocument, { system, rules: inputOf(rules), reason, basedOn })).data.publishFieldMapping;
      if (outcome.__typename === 'FieldMappingPublished') {
        void message.success(t('published', { version: outcome.mapping.version }));
        return { done: true, problems: [] };
      }
      refuse(outcome.__typename);
      return { done: false, problems: outcome.__typename === 'FieldMappingRefused' ? outcome.lines : [] };
    })) ?? { done: false, problems: [] };

  const replay = (system: string | null, ids: readonly string[] | null): Promise<void> =>
    attempt(async () => {
      const outcome = (await ask(ReplayQuarantineDocument, { system, ids: ids === null ? null : [...ids] })).data.replayQuarantine;
      if (outcome.__typename !== 'QuarantineReplayed') return refuse(outcome.__typename);
      const { released, held, running } = outcome;
      void message[held === 0 ? 'success' : 'info']({
        content: t('replayed', { released, held, running: running ? 'yes' : 'no' }),
        duration: 6,
      });
    });

  const bind = (bindings: readonly SkuBindingInput[]): Promise<boolean | undefined> =>
    attempt(async () => {
      const outcome = (await ask(BindSkusDocument, { bindings: [...bindings] })).data.bindSkus;
      if (outcome.__typename !== 'SkusBound') {
        refuse(outcome.__typename);
        return false;
      }
      void message.success(t('bound', { count: outcome.count }));
      return true;
    });

  return { publish, replay, bind };
};
