import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import federation from '@apollo/federation-internals';
import { generate } from '@graphql-codegen/cli';
import { printSchema } from 'graphql';

// Types of every document in src/, and the list of documents that the gateway is allowed to run for this app.
const here = import.meta.dirname;
const documentsFile = join(here, 'src/gql/persisted-documents.json');
const trustedFile = join(here, 'trusted-documents.json');

const supergraph = await readFile(join(here, '../gateway/supergraph.graphql'), 'utf8');
const graph = federation.Supergraph.build(supergraph, { supportedFeatures: null, validateSupergraph: false });
const api = printSchema(graph.apiSchema().toGraphQLJSSchema());

await generate({
  cwd: here,
  silent: true,
  schema: api,
  documents: ['src/**/*.graphql'],
  generates: {
    'src/gql/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false, persistedDocuments: { hashAlgorithm: 'sha256', mode: 'replaceDocumentWithHash' } },
      config: {
        documentMode: 'string',
        useTypeImports: true,
        enumsAsTypes: true,
        strictScalars: true,
        immutableTypes: true,
        emitLegacyCommonJSImports: false,
        importExtension: '.ts',
        scalars: { DateTime: 'string' },
      },
    },
  },
});

const trusted = await readFile(documentsFile, 'utf8');
if (process.argv.includes('--check')) {
  const committed = await readFile(trustedFile, 'utf8').catch(() => '');
  if (sorted(committed) !== sorted(trusted)) {
    console.error('trusted-documents.json does not match the documents: run `npm run codegen -w @orderloom/command-center`');
    process.exitCode = 1;
  }
} else {
  await writeFile(trustedFile, sorted(trusted));
}

function sorted(json: string): string {
  if (json === '') return '';
  const documents: Record<string, string> = JSON.parse(json);
  return `${JSON.stringify(documents, Object.keys(documents).sort(), 2)}\n`;
}
