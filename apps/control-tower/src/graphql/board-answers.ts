import type { Phrase } from '../domain/answer.ts';
import { dayOf, isDay } from '../domain/shanghai-day.ts';
import { DomainError } from '@orderloom/domain-kernel';
import { isAbsent } from './absent.ts';
import type { shownPhrase } from './phrases.ts';

/** The text names no day. */
export class DayRefused extends DomainError {
  readonly code = 'BAD_DAY';
}

/** The day that a board was asked for; today when none was. */
export function askedDay(day: string | null | undefined, now: Date): string {
  if (isAbsent(day)) return dayOf(now);
  if (!isDay(day)) throw new DayRefused('A day is written like 2026-11-22.');
  return day;
}

/** A sentence whose numbers stay numbers: boards tell spans, not moments. */
export function shownFigures(phrase: Phrase): ReturnType<typeof shownPhrase> {
  return { code: phrase.code, parameters: Object.entries(phrase.parameters).map(([name, value]) => ({ name, value: String(value) })) };
}
