import { hasRole } from '@orderloom/subgraph';
import { publishThresholds, type Published, type Publishing } from '../application/publish-thresholds.ts';
import type { TowerContext } from './context.ts';
import { thresholdsNow } from './shown-thresholds.ts';

/** Publishes and puts the outcome into the words of the contract. */
export async function publish(asked: Omit<Publishing, 'account'>, context: TowerContext) {
  if (!hasRole(context.viewer, 'operations')) {
    return { __typename: 'TowerNotAllowed', code: 'NOT_ALLOWED', message: 'Only operations may publish thresholds.' };
  }
  const published = await publishThresholds(context.deeds, { ...asked, account: context.viewer.account });
  return answer(published, asked, context);
}

async function answer(published: Published, asked: Omit<Publishing, 'account'>, context: TowerContext) {
  switch (published.outcome) {
    case 'PUBLISHED':
      return {
        __typename: 'ThresholdsPublished',
        thresholds: await thresholdsNow(asked.kind, context),
        previousVersion: published.previous,
      };
    case 'CHANGED':
      return {
        __typename: 'ThresholdsChanged',
        code: 'THRESHOLDS_CHANGED',
        message: `Version ${published.current} was published meanwhile.`,
        current: await thresholdsNow(asked.kind, context),
      };
    case 'UNCHANGED':
      return { __typename: 'ThresholdsUnchanged', code: 'THRESHOLDS_UNCHANGED', message: 'Nothing would change.' };
    case 'REFUSED':
      return {
        __typename: 'ThresholdRefused',
        code: published.problem.code,
        message: REASONS[published.problem.code],
        key: published.problem.key ?? null,
      };
  }
}

const REASONS = {
  THRESHOLD_UNKNOWN: 'There is no such threshold.',
  THRESHOLD_OUT_OF_BOUNDS: 'The value is not between its bounds.',
  THRESHOLDS_CONTRADICT: 'The value is beyond the one that must come after it.',
  NOTE_MISSING: 'Say why in 1 to 200 characters.',
  VERSION_UNKNOWN: 'There is no such version.',
} as const;
