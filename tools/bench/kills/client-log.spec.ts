import { describe, expect, it } from 'vitest';
import { readClientLog } from './client-log.ts';

const lines = (...all: readonly object[]): string => all.map((one) => `${JSON.stringify(one)}\n`).join('');

describe('the client’s own log', () => {
  it('knows what was promised, and what a single retry was enough for', () => {
    const log = readClientLog(
      lines(
        { at: 1, no: '1', nth: 1, answer: 'acked' },
        { at: 2, no: '2', nth: 1, answer: 'unanswered' },
        { at: 3, no: '2', nth: 2, answer: 'acked' },
        { at: 4, no: '3', nth: 1, answer: 'refused' },
        { at: 5, no: '3', nth: 2, answer: 'refused' },
        { at: 6, no: '3', nth: 3, answer: 'acked' },
        { at: 7, no: '4', nth: 1, answer: 'unanswered' },
      ),
    );
    expect(log).toEqual({ sent: ['1', '2', '3', '4'], acked: ['1', '2', '3'], ackedWithOneRetry: 2, tries: 7 });
  });

  it('refuses a line that it cannot read: a promise must not be overlooked', () => {
    expect(() => readClientLog('{"at":1,"no":"1","nth":1,"answer":"perhaps"}\n')).toThrow();
    expect(() => readClientLog('{"at":1,"no":"1"')).toThrow();
  });
});
