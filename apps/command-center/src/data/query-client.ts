import { QueryClient } from '@tanstack/react-query';
import { RequestFailure } from './failures.ts';

export const newQueryClient = (): QueryClient =>
  new QueryClient({
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
