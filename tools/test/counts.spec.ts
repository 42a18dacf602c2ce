import { describe, expect, it } from 'vitest';
import { addCounts, countsLine, countsOf } from './counts.ts';

describe('the counts of a test run', () => {
  it('count a file that broke before its first test as a failure', () => {
    const json = {
      numPassedTests: 3,
      numFailedTests: 1,
      numPendingTests: 2,
      numTodoTests: 0,
      testResults: [
        { status: 'failed', assertionResults: [{ status: 'failed' }, { status: 'passed' }] },
        { status: 'failed', assertionResults: [] },
        { status: 'passed', assertionResults: [{ status: 'passed' }] },
      ],
    };
    expect(countsOf(json)).toEqual({ passed: 3, failed: 2, skipped: 2 });
  });

  it('are written in the one form that others read', () => {
    expect(countsLine({ passed: 12, failed: 0, skipped: 0 })).toBe('12 passed, 0 failed');
    expect(countsLine(addCounts({ passed: 1, failed: 1, skipped: 0 }, { passed: 2, failed: 0, skipped: 4 }))).toBe(
      '3 passed, 1 failed, 4 skipped',
    );
  });
});
