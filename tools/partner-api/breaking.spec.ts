import { buildSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { breakingChanges, undatedDeprecations } from './breaking.ts';

const released = `
  type Query { order(id: ID!): Order  old: Old @deprecated(reason: "2027-06-30: use order") }
  type Mutation { cancel(input: CancelInput!): String }
  type Old { text: String }
  type Order { id: ID!  state: State }
  enum State { OPEN CLOSED @deprecated(reason: "2027-06-30: use OPEN") }
  input CancelInput { id: ID! }
`;

const changed = (from: string | RegExp, to: string, today = '2026-11-22') => {
  const text = released.replace(from, to);
  expect(text).not.toBe(released);
  return breakingChanges(released, buildSchema(text), today);
};

describe('the partner API against its released copy', () => {
  it('may grow', () => {
    expect(breakingChanges(released, buildSchema(released), '2026-11-22')).toEqual([]);
    expect(changed('id: ID!  state', 'id: ID!  note: String  state')).toEqual([]);
    expect(changed('CancelInput { id: ID!', 'CancelInput { id: ID! why: String')).toEqual([]);
    expect(changed('{ OPEN', '{ OPEN HELD')).toEqual([]);
  });

  it('loses no field, changes no type, and asks for nothing new', () => {
    expect(changed('id: ID!  state: State', 'id: ID!').join()).toMatch(/Order.state was removed|State was removed/);
    expect(changed('type Order { id: ID!', 'type Order { id: ID')).toEqual(['Order.id changed type from ID! to ID.']);
    expect(changed('CancelInput { id: ID!', 'CancelInput { id: ID! why: String!')).toEqual([
      'A required field why on input type CancelInput was added.',
    ]);
  });

  it('loses what was deprecated when its date has passed, with the types that only it came to, and not a day before', () => {
    const field = /old: Old @deprecated\(reason: "2027-06-30: use order"\) }/;
    const without = (today: string) =>
      breakingChanges(released, buildSchema(released.replace(field, '}').replace('type Old { text: String }', '')), today);
    expect(without('2027-06-30').length).toBeGreaterThan(0);
    expect(without('2027-07-01')).toEqual([]);
    const value = / CLOSED @deprecated\(reason: "2027-06-30: use OPEN"\)/;
    expect(changed(value, '', '2027-06-30')).toEqual(['CLOSED was removed from enum type State.']);
    expect(changed(value, '', '2027-07-01')).toEqual([]);
  });

  it('deprecates nothing without a date', () => {
    expect(undatedDeprecations(released)).toEqual([]);
    expect(undatedDeprecations('type Query { old: String @deprecated(reason: "soon") }')).toEqual(['soon']);
  });
});
