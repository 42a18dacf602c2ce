import { QueryCache, QueryClient } from '@tanstack/react-query';
import { RequestFailure } from './failures.ts';

export const newQueryClient = (): QueryClient =>
  new QueryClient({
    queryCache: new QueryCache({ onError: toTheDoor }),
    defaultOptions: {
      queries: {
        staleTime: 2000,
        gcTime: 300_000,
        refetchOnWindowFocus: true,
        // A refusal is an answer: only a gateway out of reach or late is asked again.
        retry: (count, failure) => count < 2 && failure instanceof RequestFailure && failure.kind === 'outage',
        retryDelay: (count) => 400 * 2 ** count,
      },
      mutations: { retry: false },
    },
  });

// A session that ended leads back to the door, and from there to this very view.
const toTheDoor = (failure: Error): void => {
  if (!(failure instanceof RequestFailure) || failure.kind !== 'signed-out') return;
  const { pathname, search } = window.location;
  window.location.assign(`/sign-in?next=${encodeURIComponent(pathname + search)}`);
};
