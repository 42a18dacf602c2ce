import { shownFields } from '../phrases.ts';
import type { FactRow } from '../../persistence/story.ts';

export const Fact = {
  id: (fact: FactRow) => fact.event_id,
  context: (fact: FactRow) => fact.type.split('.', 2)[1] ?? '',
  occurredAt: (fact: FactRow) => fact.occurred_at,
  receivedAt: (fact: FactRow) => fact.received_at,
  recordedAt: (fact: FactRow) => fact.recorded_at,
  sincePreviousMs: (fact: FactRow) => fact.since_previous_ms,
  fields: (fact: FactRow) => shownFields(fact.data),
  rawRef: (fact: FactRow) => (fact.raw_ref === '' ? null : fact.raw_ref),
};
