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
        // A part whose source was silent comes back by itself.
        refetchInterval: (query) => (query.state.status === 'error' && isOutage(query.state.error) ? 8000 : false),
        // A refusal is an answer: only a gateway out of reach or late is asked again.
        retry: (count, failure) => count < 2 && isOutage(failure),
        retryDelay: (count) => 400 * 2 ** count,
      },
      mutations: { retry: false },
    },
  });

const isOutage = (failure: unknown): boolean => failure instanceof RequestFailure && failure.kind === 'outage';

// A session that ended leads back to the door, and from there to this very view.
const toTheDoor = (failure: Error): void => {
  if (!(failure instanceof RequestFailure) || failure.kind !== 'signed-out') return;
  const { pathname, search } = window.location;
  window.location.assign(`/sign-in?next=${encodeURIComponent(pathname + search)}`);
};
