import type { BatchHandler } from '@orderloom/outbox';
import { readdressOwn } from '../application/own-orders.ts';
import type { ReactDeps } from './react-deps.ts';

/** What counts for the order counts here too, also where the call that asked for it did not live to write it down. */
export function onRecipientChanged(deps: ReactDeps): BatchHandler<'hub.order.recipient-changed.v1'> {
  return async (events, tx) => {
    const tokens = events.map(({ data }) => data.recipient?.token ?? '');
    await readdressOwn(deps, tx, tokens, { now: deps.now() });
  };
}
