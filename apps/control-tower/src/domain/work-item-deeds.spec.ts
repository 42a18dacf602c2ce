import { describe, expect, it } from 'vitest';
import { noteTrouble } from './note-text.ts';
import { judgeDeed, type Doer, type WorkItemState } from './work-item-deeds.ts';

const open = (pool: WorkItemState['pool'], assignee = ''): WorkItemState => ({ pool, assignee, isOpen: true, closedByPerson: false });
const doer = (account: string, ...roles: readonly string[]): Doer => ({
  account,
  isOneOf: (some) => some.some((role) => roles.includes(role)),
});
const lin = doer('lin', 'service');

describe('what a person may do to a work item', () => {
  it('gives it to the first who takes it and tells the second who has it', () => {
    expect(judgeDeed(open('DECLINED_CANCEL'), { kind: 'TAKE' }, lin)).toMatchObject({ kind: 'DO', assignee: 'lin' });
    expect(judgeDeed(open('DECLINED_CANCEL', 'wang'), { kind: 'TAKE' }, lin)).toEqual({ kind: 'TAKEN_BY_OTHER', assignee: 'wang' });
    expect(judgeDeed(open('DECLINED_CANCEL', 'lin'), { kind: 'TAKE' }, lin)).toEqual({ kind: 'DONE_ALREADY' });
  });
  it('keeps a pool to its roles', () => {
    expect(judgeDeed(open('VOUCHER'), { kind: 'TAKE' }, doer('ops', 'operations'))).toEqual({ kind: 'NOT_ALLOWED' });
    expect(judgeDeed(open('VOUCHER'), { kind: 'TAKE' }, doer('fin', 'finance'))).toMatchObject({ kind: 'DO' });
  });
  it('lets only operations take an item out of the hands of another', () => {
    const item = open('MESSAGE', 'wang');
    expect(judgeDeed(item, { kind: 'HAND_OVER', to: 'zhao' }, lin)).toMatchObject({ kind: 'TAKEN_BY_OTHER' });
    expect(judgeDeed(item, { kind: 'HAND_OVER', to: 'zhao' }, doer('ops', 'operations'))).toMatchObject({ kind: 'DO', assignee: 'zhao' });
  });
  it('never closes with a note what still holds an order or a payload back', () => {
    const ops = doer('ops', 'operations');
    for (const pool of ['SHORTAGE', 'QUARANTINE', 'DEAD_LETTER', 'ADDRESS', 'CONFLICT'] as const) {
      expect(judgeDeed(open(pool), { kind: 'CLOSE', note: 'seen' }, ops), pool).toEqual({ kind: 'STAYS_OPEN' });
    }
    expect(judgeDeed(open('WAYBILL'), { kind: 'CLOSE', note: 'asked SF' }, ops)).toMatchObject({ kind: 'DO', open: false });
  });
  it('ends a conflict by a decision with a note, and not without', () => {
    const ops = doer('ops', 'operations');
    const decided = { kind: 'DECIDE', decision: 'WAREHOUSE_STANDS' } as const;
    expect(judgeDeed(open('CONFLICT'), { ...decided, note: ' ' }, ops)).toEqual({ kind: 'NOTE_REFUSED', trouble: 'EMPTY' });
    expect(judgeDeed(open('CONFLICT'), { ...decided, note: 'photo seen' }, ops)).toMatchObject({
      kind: 'DO',
      step: 'DECIDED',
      open: false,
    });
  });
  it('reopens what a person closed, not what a fact closed', () => {
    const closed = { ...open('WAYBILL'), isOpen: false };
    const ops = doer('ops', 'operations');
    expect(judgeDeed({ ...closed, closedByPerson: true }, { kind: 'REOPEN' }, ops)).toMatchObject({ kind: 'DO', open: true });
    expect(judgeDeed(closed, { kind: 'REOPEN' }, ops)).toEqual({ kind: 'ENDED' });
  });
});

describe('a note', () => {
  it('holds no phone and no identity number, but the numbers of orders and parcels', () => {
    expect(noteTrouble('call 138 0013 8000')).toBe('PERSONAL_DATA');
    expect(noteTrouble('电话13800138000')).toBe('PERSONAL_DATA');
    expect(noteTrouble('0571-88880001')).toBe('PERSONAL_DATA');
    expect(noteTrouble('11010519491231002X')).toBe('PERSONAL_DATA');
    expect(noteTrouble('6928471022210447 = DY20261122-00017, SF6000000000170, 13:40')).toBeUndefined();
  });
});
