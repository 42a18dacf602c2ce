import { describe, expect, it } from 'vitest';
import { parsePartners } from './use-partners.ts';
import { endpointState, fieldOfTime, timeOfField, toneOfEndpoint, troubleOfAttempt, webhookRefusalKey } from './words.ts';

const endpoint = { state: 'ENABLED', disabledBecause: null, failures: 0, lastDeliveredAt: '2026-11-22T05:00:00Z' } as const;

describe('an endpoint in one word', () => {
  it.each([
    [endpoint, 'WELL', 'green'],
    [{ ...endpoint, lastDeliveredAt: null }, 'FRESH', 'plain'],
    [{ ...endpoint, failures: 1 }, 'FAILING', 'amber'],
    [{ ...endpoint, state: 'DISABLED', disabledBecause: 'FAILING', failures: 40 }, 'GIVEN_UP', 'red'],
    [{ ...endpoint, state: 'DISABLED', disabledBecause: 'PERSON', failures: 3 }, 'DISABLED', 'plain'],
  ] as const)('%o is %s', (one, state, tone) => {
    expect([endpointState(one), toneOfEndpoint[endpointState(one)]]).toEqual([state, tone]);
  });
});

describe('partners', () => {
  it('are those of the keys, once each, and none where the door says nothing', () => {
    const keys = [1, 2].map((nth) => ({ id: `k${nth}`, partnerId: 'p1', partner: 'Teahouse' }));
    expect(parsePartners({ keys })).toEqual([{ id: 'p1', name: 'Teahouse' }]);
    expect(parsePartners({ code: 'NOT_ALLOWED' })).toEqual([]);
  });
});

describe('words of the log', () => {
  it('tell a try that is under way from one that was cut off and one that failed', () => {
    const beganAt = '2026-11-22T05:00:00Z';
    const after = (seconds: number): number => Date.parse(beganAt) + seconds * 1_000;
    expect(troubleOfAttempt({ tookMs: null, trouble: null, beganAt }, after(3))).toBe('UNDER_WAY');
    expect(troubleOfAttempt({ tookMs: null, trouble: null, beganAt }, after(60))).toBe('CUT_OFF');
    expect(troubleOfAttempt({ tookMs: 15_000, trouble: 'DEADLINE_PASSED', beganAt }, after(60))).toBe('DEADLINE_PASSED');
    expect(troubleOfAttempt({ tookMs: 3, trouble: 'NEW_KIND', beganAt }, after(60))).toBe('OTHER');
  });

  it('know a refusal, and say so of one that they do not', () => {
    expect([webhookRefusalKey('WebhookUrlRefused_NOT_PUBLIC'), webhookRefusalKey('Unheard')]).toEqual([
      'WebhookUrlRefused_NOT_PUBLIC',
      'OTHER',
    ]);
  });

  it('take a time in Shanghai and give the same back', () => {
    expect(fieldOfTime(new Date('2026-11-22T05:40:02Z'))).toBe('2026-11-22T13:40');
    expect(timeOfField('2026-11-22T13:40')).toBe('2026-11-22T05:40:00.000Z');
    expect(timeOfField('')).toBeUndefined();
  });
});
