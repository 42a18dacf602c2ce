import { isOfType, type HubEvent } from '@orderloom/contracts';
import { readerOf, type Reader } from '@orderloom/outbox';
import { subscriptions, type SubscriptionDeps } from './subscriptions.ts';

const LOCATED = 'hub.channel.recipient-located.v1';

type AwaitedTokens = (tokens: readonly string[]) => Promise<ReadonlySet<string>>;

/** Everything that fulfilment reads. */
export function fulfilmentReader(deps: SubscriptionDeps & { readonly awaitedTokens: AwaitedTokens }): Reader {
  return { ...readerOf(subscriptions(deps)), wanted: locatedNews(deps.awaitedTokens) };
}

/**
 * A better coordinate is news only while an order of that recipient waits, which few do when it comes: of the others it is asked in one
 * question, instead of a transaction that changes nothing.
 */
export function locatedNews(awaitedTokens: AwaitedTokens): (events: readonly HubEvent[]) => Promise<readonly HubEvent[]> {
  return async (events) => {
    const tokens = events.flatMap((event) => (isOfType(event, LOCATED) ? [event.data.recipientToken] : []));
    if (tokens.length === 0) return events;
    const awaited = await awaitedTokens([...new Set(tokens)]);
    return events.filter((event) => !isOfType(event, LOCATED) || awaited.has(event.data.recipientToken));
  };
}
