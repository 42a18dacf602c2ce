import type { Answer } from './ask.ts';
import { RequestFailure } from './failures.ts';

/** The data of an answer in which nothing is missing. Throws RequestFailure: a list that its service could not give is not an empty list. */
export const complete = <Result>({ data, missing }: Answer<Result>): Result => {
  const gap = missing[0];
  if (gap !== undefined)
    throw new RequestFailure(gap.code === 'ROLE_MISSING' || gap.code === 'FORBIDDEN' ? 'forbidden' : 'outage', gap.code);
  return data;
};
