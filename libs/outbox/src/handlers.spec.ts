import type { HubEvent } from '@orderloom/contracts';
import { describe, expect, it } from 'vitest';
import { bundleBySubject } from './bundle-by-subject.ts';
import { stepsOf } from './handlers.ts';

const PLACED = 'hub.order.hold-placed.v1';
const RELEASED = 'hub.order.hold-released.v1';

function event(type: typeof PLACED | typeof RELEASED, aggregateId: string, seq: number): HubEvent {
  const at = new Date(0);
  return {
    id: `${seq}`,
    type,
    aggregateId,
    aggregateVersion: seq,
    orderId: aggregateId,
    system: 'hub',
    actor: 'spec',
    occurredAt: at,
    receivedAt: at,
    recordedAt: at,
    rawRef: '',
    traceparent: '',
    outboxSeq: BigInt(seq),
    data: { orderId: aggregateId, holdId: `${seq}`, reason: '', owner: '', placedAt: at, dueAt: at, releasedBy: '', releasedAt: at },
  };
}

const interleaved = [event(PLACED, 'A', 1), event(RELEASED, 'A', 2), event(PLACED, 'B', 3), event(RELEASED, 'B', 4), event(PLACED, 'A', 5)];

function sequencePerAggregate(groups: readonly (readonly HubEvent[])[]): Record<string, string[]> {
  const seen: Record<string, string[]> = {};
  for (const group of groups) for (const one of group) (seen[one.aggregateId] ??= []).push(one.id);
  return seen;
}

describe('grouping of events', () => {
  it('handles orders that walk the same way in common steps', () => {
    expect(stepsOf(interleaved).map((step) => step.map((one) => one.id))).toEqual([['1', '3'], ['2', '4'], ['5']]);
  });

  it("keeps each aggregate's own order in steps and in bundles", () => {
    const wanted = { A: ['1', '2', '5'], B: ['3', '4'] };
    expect(sequencePerAggregate(stepsOf(interleaved))).toEqual(wanted);
    expect(sequencePerAggregate(bundleBySubject(interleaved).map((bundle) => bundle.events))).toEqual(wanted);
  });

  it('makes no more bundles than the order of aggregates demands', () => {
    expect(bundleBySubject(interleaved.slice(0, 4))).toHaveLength(2);
  });
});
