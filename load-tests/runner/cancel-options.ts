import type { OwnOption } from './suite.ts';

export function cancelOptions(usual: { readonly percent: number; readonly think: number }): Readonly<Record<string, OwnOption>> {
  return {
    'cancel-percent': { about: 'of a hundred buyers, how many cancel', usual: usual.percent, least: 1, most: 50 },
    // Below the time that k6 leaves its callers at the end.
    think: { about: 'seconds within which they change their mind', usual: usual.think, least: 0, most: 12 },
  };
}
