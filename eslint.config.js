import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';

const scopes = [
  'channel-adapter',
  'order',
  'inventory',
  'fulfilment',
  'finance-reconciliation',
  'control-tower',
  'messenger',
  'gateway',
  'command-center',
  'sandbox',
  'system-tests',
];

const specs = ['**/*.spec.ts', '**/*.spec.tsx', '**/test/**/*.ts', 'apps/system-tests/**/*.ts'];

/** Who may depend on whom, by the tags in each package.json. Nothing may depend on an app, and an app only on what is shared. */
const productionBoundaries = [
  { sourceTag: 'type:app', onlyDependOnLibsWithTags: ['type:contract', 'type:kernel', 'type:platform'] },
  { sourceTag: 'type:platform', onlyDependOnLibsWithTags: ['type:contract', 'type:kernel', 'type:platform'] },
  { sourceTag: 'type:contract', onlyDependOnLibsWithTags: ['type:kernel'] },
  { sourceTag: 'type:kernel', onlyDependOnLibsWithTags: [] },
  { sourceTag: 'type:testing', onlyDependOnLibsWithTags: ['type:contract', 'type:kernel', 'type:platform'] },
  { sourceTag: 'type:e2e', onlyDependOnLibsWithTags: ['type:contract', 'type:kernel', 'type:platform', 'type:testing'] },
  ...scopes.map((scope) => ({ sourceTag: `scope:${scope}`, onlyDependOnLibsWithTags: [`scope:${scope}`, 'scope:shared'] })),
  { sourceTag: 'scope:shared', onlyDependOnLibsWithTags: ['scope:shared'] },
];

// Specs may use real Postgres and NATS of libs/testing; the rest holds for them too.
const specBoundaries = productionBoundaries.map((rule) =>
  rule.sourceTag.startsWith('type:')
    ? { ...rule, onlyDependOnLibsWithTags: [...rule.onlyDependOnLibsWithTags, 'type:testing', 'type:kernel'] }
    : rule,
);

function boundaries(depConstraints, allow = []) {
  return {
    '@nx/enforce-module-boundaries': [
      'error',
      { allow, banTransitiveDependencies: false, checkDynamicDependenciesExceptions: [], depConstraints },
    ],
  };
}

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/**',
      '**/.next/**',
      '.data/**',
      '.nx/**',
      '**/dist/**',
      'libs/contracts/gen/**',
      'apps/command-center/src/gql/**',
      '**/*.generated.ts',
      '**/next-env.d.ts',
      'tools/fence-fixtures/planted/**',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [...tseslint.configs.recommended],
    plugins: { '@nx': nx },
    rules: {
      ...boundaries(productionBoundaries),
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none' }],
      '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'with-single-extends' }],
      'no-restricted-syntax': [
        'error',
        { selector: 'TSEnumDeclaration', message: 'Types are erased at run time: use a union of literals.' },
        { selector: 'Decorator', message: 'No decorators: use plain functions and the composition root.' },
        { selector: 'TSParameterProperty', message: 'No parameter properties: they do not erase.' },
      ],
      // An app has no entry, so the boundary rule cannot resolve its package name; a path below it would still run.
      'no-restricted-imports': [
        'error',
        {
          patterns: scopes.map((scope) => ({
            group: [`@orderloom/${scope}`, `@orderloom/${scope}/**`],
            message: 'No app imports another app, ever.',
          })),
        },
      ],
      'no-console': 'error',
      // `== null` asks for null and undefined at once, which is what an absent GraphQL argument may be.
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'prefer-const': 'error',
    },
  },
  {
    // The environment is read in one place per app, so that every setting is checked and reported together.
    files: ['apps/*/src/**/*.ts', 'apps/*/src/**/*.tsx', 'libs/*/src/**/*.ts'],
    ignores: [
      '**/env.ts',
      '**/main.ts',
      'libs/testing/**',
      'libs/telemetry/**',
      'libs/service-runtime/**',
      'apps/system-tests/**',
      'apps/command-center/src/gateway.ts',
      '**/*.spec.ts',
    ],
    rules: {
      'no-restricted-properties': ['error', { object: 'process', property: 'env', message: 'Only env.ts reads the environment.' }],
    },
  },
  { files: specs, rules: { ...boundaries(specBoundaries) } },
  // System tests start the whole hub as npm start does, and stand before the checks that judge loads and campaigns.
  {
    files: ['apps/system-tests/**/*.ts'],
    rules: {
      ...boundaries(specBoundaries, [
        '/tools/start/[a-z/-]+[.]ts$',
        '/load-tests/checks/[a-z-]+[.]ts$',
        '/tools/bench/kills/[a-z-]+[.]ts$',
      ]),
    },
  },
  {
    files: ['tools/**/*.ts', 'examples/**/*.ts', '**/codegen.ts', 'load-tests/**/*.ts'],
    rules: { '@nx/enforce-module-boundaries': 'off', 'no-console': 'off' },
  },
);
