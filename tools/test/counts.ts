import { z } from 'zod';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export const nothingRun: Counts = { passed: 0, failed: 0, skipped: 0 };

const report = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  numTodoTests: z.int(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) })),
});

/** Counts of one run from Vitest's JSON report. A file that failed before its first test counts as one failure. */
export function countsOf(json: unknown): Counts {
  const run = report.parse(json);
  const brokenFiles = run.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
  );
  return {
    passed: run.numPassedTests,
    failed: run.numFailedTests + brokenFiles.length,
    skipped: run.numPendingTests + run.numTodoTests,
  };
}

export function addCounts(left: Counts, right: Counts): Counts {
  return { passed: left.passed + right.passed, failed: left.failed + right.failed, skipped: left.skipped + right.skipped };
}

/** The last line of a run, in the form that other programs read. */
export function countsLine(counts: Counts): string {
  const skipped = counts.skipped === 0 ? '' : `, ${counts.skipped} skipped`;
  return `${counts.passed} passed, ${counts.failed} failed${skipped}`;
}
