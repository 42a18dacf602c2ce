// The second fence: the import rules inside an app (docs/architecture.md), which the tags of the workspace cannot see.
// tools/fence-fixtures plants one violation per rule and asserts that each is refused.

const inApp = '^(?:tools/fence-fixtures/planted/)?apps/([^/]+)/src/';
// Formats of files that people bring: bytes in, rows out, with libraries but without a door of their own (ADR 0022).
const readers = 'apps/$1/src/order-files/';
const spec = '[.]spec[.]tsx?$';

/** A folder of an app may see only these folders of the same app (and libraries, unless said otherwise). */
function layer(name, folder, mayNotSee) {
  return {
    name,
    severity: 'error',
    comment: `${folder}/ must not see ${mayNotSee.join(', ')}`,
    from: { path: `${inApp}${folder}/`, pathNot: spec },
    to: { path: mayNotSee.map((other) => `apps/$1/src/${other}`) },
  };
}

module.exports = {
  forbidden: [
    {
      name: 'domain-sees-only-the-kernel',
      severity: 'error',
      comment: 'The domain is pure: it sees itself and libs/domain-kernel, nothing else.',
      from: { path: `${inApp}domain/`, pathNot: spec },
      to: { pathNot: ['apps/$1/src/domain/', '^libs/domain-kernel/'] },
    },
    {
      name: 'application-sees-domain-and-ports',
      severity: 'error',
      comment: 'application/ sees domain/, its own ports and the kernel; what it needs from outside it declares in ports.ts.',
      from: { path: `${inApp}application/`, pathNot: spec },
      to: { path: 'apps/$1/src/', pathNot: ['apps/$1/src/domain/', 'apps/$1/src/application/', readers] },
    },
    layer('graphql-calls-application', 'graphql', ['rpc/', 'messaging/', 'composition-root', 'main', 'env']),
    layer('rpc-calls-application', 'rpc', ['graphql/', 'messaging/', 'composition-root', 'main', 'env']),
    layer('messaging-calls-application', 'messaging', ['graphql/', 'rpc/', 'composition-root', 'main', 'env']),
    layer('persistence-is-called-not-calling', 'persistence', ['graphql/', 'rpc/', 'messaging/', 'composition-root', 'main', 'env']),
    {
      name: 'only-main-sees-the-composition-root',
      severity: 'error',
      comment: 'composition-root.ts builds everything; only main.ts (and specs) start from it.',
      from: { path: `${inApp}`, pathNot: [spec, 'apps/[^/]+/src/main[.]ts$', 'apps/[^/]+/src/composition-root'] },
      to: { path: 'apps/$1/src/composition-root' },
    },
    {
      name: 'no-app-sees-another-app',
      severity: 'error',
      comment: 'Services talk by events and gRPC, screens by GraphQL; code is never shared between apps.',
      from: { path: '^(?:tools/fence-fixtures/planted/)?apps/([^/]+)/' },
      to: { path: 'apps/[^/]+/', pathNot: 'apps/$1/' },
    },
    {
      name: 'sandbox-shares-no-code',
      severity: 'error',
      comment: 'The sandbox and the adapters sign and parse independently, or the same mistake would cancel out on both sides.',
      from: { path: '^(?:tools/fence-fixtures/planted/)?apps/sandbox/' },
      to: { path: ['libs/', 'apps/'], pathNot: ['apps/sandbox/', 'node_modules/', '^infra/', '^tools/demo/'] },
    },
    {
      name: 'testing-only-from-specs',
      severity: 'error',
      comment: 'libs/testing never reaches production code.',
      from: {
        path: ['^(?:tools/fence-fixtures/planted/)?(?:apps|libs)/'],
        pathNot: [spec, '/test/', '^libs/testing/', '^apps/system-tests/', '^vitest'],
      },
      to: { path: 'libs/testing/' },
    },
    {
      name: 'libraries-do-not-see-apps-or-tools',
      severity: 'error',
      comment: 'A library is below every app.',
      from: { path: '^(?:tools/fence-fixtures/planted/)?libs/' },
      to: { path: ['apps/', '^tools/'], pathNot: ['node_modules/', '^tools/fence-fixtures/planted/libs/'] },
    },
    {
      name: 'no-tools-in-production',
      severity: 'error',
      comment: 'tools/ starts and checks the hub; the hub does not know it.',
      from: { path: '^(?:tools/fence-fixtures/planted/)?apps/', pathNot: [spec, '/test/', '^apps/system-tests/', 'codegen[.]ts$'] },
      to: { path: '^tools/', pathNot: '^tools/fence-fixtures/planted/' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'A cycle hides which of its files is the idea and which the consequence.',
      from: { pathNot: 'node_modules' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'nothing-unresolvable',
      severity: 'error',
      comment: 'An import that nobody can resolve breaks at run time only.',
      from: { pathNot: ['apps/command-center/', 'libs/contracts/gen/'] },
      to: { couldNotResolve: true, pathNot: ['^k6'] },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules'] },
    exclude: { path: ['[.]next/', '[.]data/', 'libs/contracts/gen/', 'src/gql/'] },
    tsPreCompilationDeps: 'specify',
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
    progress: { type: 'none' },
  },
};
