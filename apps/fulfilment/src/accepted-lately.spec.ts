import { describe, expect, it } from 'vitest';
import { createAcceptedLately } from './application/accepted-lately.ts';
import type { WarehousePush } from './application/pushes.ts';

const at = new Date('2026-11-11T10:00:00Z');
const later = (seconds: number) => new Date(at.getTime() + seconds * 1_000);
const reported = (status: string): WarehousePush => ({
  ...{ kind: 'PROGRESSED', fulfilmentOrderId: 'DY20261111-00001-1', status, wmsOrderId: 'W1' },
  ...{ at, operator: 'P1', reason: '' },
});
const known = (sending: 'ANSWERED' | 'UNKNOWN') => {
  const accepted = createAcceptedLately();
  accepted.note([{ id: 'DY20261111-00001-1', sending, lastNewsAt: at }]);
  return accepted;
};

describe('a warehouse that reports what it has accepted', () => {
  it('says nothing new of an order that it answered for a moment ago', () => {
    expect(known('ANSWERED').isNoNews(reported('ACCEPT'), later(60))).toBe(true);
  });

  it('is heard where its answer is not known', () => {
    expect(createAcceptedLately().isNoNews(reported('ACCEPT'), at)).toBe(false);
    expect(known('UNKNOWN').isNoNews(reported('ACCEPT'), at)).toBe(false);
  });

  it('is heard after a minute, so that the order does not pass for a silent one', () => {
    expect(known('ANSWERED').isNoNews(reported('ACCEPT'), later(61))).toBe(false);
  });

  it.each(['PICK', 'PACKAGE', 'REJECT', 'CANCELED'])('is heard when it says %s', (status) => {
    expect(known('ANSWERED').isNoNews(reported(status), at)).toBe(false);
  });
});
