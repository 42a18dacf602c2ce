import { defineConfig } from 'vitest/config';

const never = ['**/node_modules/**', '**/.next/**', '**/.data/**', '**/dist/**', 'load-tests/**', 'tools/fence-fixtures/planted/**'];
const sources = ['apps', 'libs', 'tools'];

function specs(suffix: string): string[] {
  return sources.map((root) => `${root}/**/*${suffix}`);
}

// graphql is published twice. Vite would take the ESM one and Node's own imports the other, and their schemas refuse each other.
const resolve = { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] };

/**
 * The suffix of a spec says what machinery it needs, and so which of the three projects runs it:
 * `.spec` nothing, `.int.spec` a real Postgres and NATS, `.e2e.spec` the whole system.
 */
export default defineConfig({
  test: {
    projects: [
      {
        resolve,
        test: {
          name: 'unit',
          include: specs('.spec.{ts,tsx}'),
          exclude: [...never, '**/*.int.spec.ts', '**/*.e2e.spec.ts'],
          testTimeout: 15_000,
        },
      },
      {
        resolve,
        test: {
          name: 'int',
          include: specs('.int.spec.ts'),
          exclude: never,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
          globalSetup: ['libs/testing/src/global-setup.ts'],
        },
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
          // A machine that stalls for seconds is no defect of the hub; what fails twice is.
          retry: 1,
        },
      },
    ],
  },
});
