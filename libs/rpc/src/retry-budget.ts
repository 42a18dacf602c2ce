/** Lets at most one call in ten be a retry: under an outage retries must not become the load. */
export type RetryBudget = {
  readonly earn: () => void;
  /** Whether one more retry is affordable; takes it. */
  readonly spend: () => boolean;
};

/** Each call earns a share of a retry; the purse starts with a few, so that a quiet client may retry at all. */
export function retryBudget(share = 0.1, purse = 5): RetryBudget {
  let left = purse;
  return {
    earn: () => {
      left = Math.min(purse, left + share);
    },
    spend: () => {
      if (left < 1) return false;
      left -= 1;
      return true;
    },
  };
}
