import { describe, expect, it } from 'vitest';
import { eventFromCloudEvent, eventToCloudEvent, positionedElements, storedEvent, UnreadableEvent } from './hub-event.ts';

const good = {
  id: '019a0000-0000-7000-8000-000000000001',
  type: 'hub.order.hold-placed.v1',
  subject: 'DY20261122-00001',
  time: '2026-11-22T04:00:00Z',
  occurredat: '2026-11-22T04:00:00Z',
  receivedat: '2026-11-22T04:00:00Z',
  outboxseq: '7',
  data: {},
};

describe('an element of a batch', () => {
  it('is read when it is an event of the catalogue', () => {
    expect(eventFromCloudEvent(good)).toMatchObject({ type: 'hub.order.hold-placed.v1', outboxSeq: 7n });
  });

  it('reads the same from the text of a stored event as from the event itself', () => {
    const event = eventFromCloudEvent({ ...good, data: { orderId: 'DY20261122-00001', note: 'a "quote", 引号' } });
    const [element = ''] = positionedElements(storedEvent(event));
    expect(JSON.parse(element)).toEqual(JSON.parse(JSON.stringify(eventToCloudEvent(event))));
  });

  it('says in which bundle it was stored', () => {
    const [element = ''] = positionedElements(storedEvent(eventFromCloudEvent({ ...good, bundleid: good.id })));
    expect(eventFromCloudEvent(JSON.parse(element)).bundleId).toBe(good.id);
  });

  it.each([
    ['an id that is no UUID', { id: 'abc' }],
    ['a NUL in its subject', { subject: 'DY\0' }],
    ['a position beyond 64 bits', { outboxseq: '9223372036854775808' }],
    ['a negative position', { outboxseq: '-1' }],
    ['a position in words', { outboxseq: 'seven' }],
    ['no time', { time: 'soon' }],
    ['an unknown type', { type: 'hub.order.never-heard-of.v9' }],
  ])('is refused alone for %s, before a database refuses its batch', (_what, change) => {
    expect(() => eventFromCloudEvent({ ...good, ...change })).toThrow(UnreadableEvent);
  });
});
