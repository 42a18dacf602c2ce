import { dehydrate, QueryClient } from '@tanstack/react-query';
import type { DehydratedState } from '@tanstack/react-query';
import { headers } from 'next/headers';
import type { TypedDocumentString } from '../gql/graphql.ts';
import { gatewayUrl, headersFor } from '../gateway.ts';
import type { Answer } from './ask.ts';
import { RequestFailure } from './failures.ts';
import { parseEnvelope } from './parse.ts';
import type { Asker, PagedQuestion, Question } from './question.ts';

/** A page is sent without what is not known by then; the browser asks for that itself. */
const patienceMs = 700;

/**
 * The answers that the first paint of a page shows, asked while the page is made: a browser that has to load and start the program
 * before it asks shows its first figures a second later. Empty where a page is entered from another: there the program runs already.
 */
export const firstAnswers = async (questions: readonly (Question<unknown> | PagedQuestion)[]): Promise<DehydratedState | undefined> => {
  const incoming = new Headers(await headers());
  if (incoming.get('accept')?.includes('text/html') !== true) return undefined;
  const ask = askGateway(incoming, AbortSignal.timeout(patienceMs));
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  await Promise.all(
    questions.map((question) =>
      'answer' in question
        ? queries.prefetchQuery({ queryKey: question.key, queryFn: () => question.answer(ask) })
        : queries.prefetchInfiniteQuery({
            queryKey: question.key,
            queryFn: () => question.firstPage(ask),
            initialPageParam: undefined,
          }),
    ),
  );
  // Failures stay here: the browser asks again and says what is missing in its own place.
  return dehydrate(queries, { shouldDehydrateQuery: (query) => query.state.status === 'success' });
};

const askGateway =
  (incoming: Headers, signal: AbortSignal): Asker =>
  async <Result, Variables>(document: TypedDocumentString<Result, Variables>, variables: Variables): Promise<Answer<Result>> => {
    const outgoing = headersFor(incoming);
    // This server asks, and it only reads: from where the page was opened is no matter here.
    outgoing.delete('origin');
    outgoing.delete('sec-fetch-site');
    outgoing.set('content-type', 'application/json');
    outgoing.set('accept', 'application/graphql-response+json, application/json');
    const response = await fetch(`${gatewayUrl()}/graphql`, {
      method: 'POST',
      headers: outgoing,
      body: JSON.stringify({ documentId: document.__meta__?.['hash'], variables }),
      cache: 'no-store',
      signal,
    });
    const body = parseEnvelope(await response.json());
    if (body?.data === undefined || body.errors.length > 0) throw new RequestFailure('outage', `HTTP_${response.status}`);
    // The gateway validated this document against the schema that its types were made from.
    return { data: body.data as Result, missing: [] };
  };
