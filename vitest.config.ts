import { defineConfig } from 'vitest/config';

const never = ['**/node_modules/**', '**/.next/**', '**/.data/**', '**/dist/**', 'load-tests/**', 'tools/fence-fixtures/planted/**'];
const sources = ['apps', 'libs', 'tools'];

function specs(suffix: string): string[] {
  return sources.map((root) => `${root}/**/*${suffix}`);
}

/**
 * The suffix of a spec says what machinery it needs, and so which of the three projects runs it:
 * `.spec` nothing, `.int.spec` a real Postgres and NATS, `.e2e.spec` the whole system.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: specs('.spec.{ts,tsx}'),
          exclude: [...never, '**/*.int.spec.ts', '**/*.e2e.spec.ts'],
          testTimeout: 15_000,
        },
      },
      {
        test: { name: 'int', include: specs('.int.spec.ts'), exclude: never, testTimeout: 60_000, hookTimeout: 120_000, maxWorkers: 2, globalSetup: ['libs/testing/src/global-setup.ts'] },
      },
      {
        // One system at a time: they share the machine's ports and its two cores.
        test: {
          name: 'e2e',
          include: specs('.e2e.spec.ts'),
          exclude: never,
          testTimeout: 180_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
