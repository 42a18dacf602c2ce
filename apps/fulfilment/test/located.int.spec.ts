import type { HubEvent } from '@orderloom/contracts';
import type { Database } from '@orderloom/service-runtime';
import { freshDatabase } from '@orderloom/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { locatedNews } from '../src/messaging/reader.ts';
import { awaitedTokens } from '../src/persistence/clearances.ts';
import { fulfilmentDatabase } from './fulfilment-database.ts';

let database: Database;

beforeAll(async () => {
  database = await fulfilmentDatabase({ url: await freshDatabase('fulfilment located') });
  await database.pool.query(
    `insert into clearance (order_id, cleared_seq, content_hash, content, recipient_token, raised, status, cleared_at, updated_at)
     select 'DY-' || token, 1, '', '{}', token, false, status, now(), now()
       from (values ('waits', 'WAITING'), ('sourced', 'SOURCED'), ('parked', 'PARKED')) as t (token, status)`,
  );
});
afterAll(async () => {
  await database?.close();
});

const eventOf = (type: HubEvent['type'], data: object): HubEvent =>
  ({ id: `${type} ${JSON.stringify(data)}`, type, aggregateId: 'a', outboxSeq: 1n, data }) as HubEvent; // as much of one as the reader looks at
const located = (recipientToken: string) =>
  eventOf('hub.channel.recipient-located.v1', { orderId: '', recipientToken, coordinate: undefined });

describe('a better coordinate', () => {
  it('is news only of recipients for whom an order waits; what else is said always is', async () => {
    const wanted = locatedNews((tokens) => awaitedTokens(database.pool, tokens));
    const [waits, cleared] = [located('waits'), eventOf('hub.order.cleared-for-sourcing.v1', { orderId: 'x' })];
    expect(await wanted([located('sourced'), waits, located('parked'), cleared, located('unknown')])).toEqual([waits, cleared]);
    expect(await wanted([cleared])).toEqual([cleared]);
  });
});
