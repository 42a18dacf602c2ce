import { generate } from '@graphql-codegen/cli';
import { Kind, parse, print } from 'graphql';
import { readFileSync } from 'node:fs';
import { fromRoot } from '../start/paths.ts';

const operationsFile = fromRoot('examples', 'partner-client', 'operations.graphql');

const head = `// Made from operations.graphql and the schema for partners by \`node tools/partner-api/main.ts\` of the hub's repository.

/** A document with the type of its answer and of its variables. */
export type Operation<Answer, Variables> = { readonly text: string; readonly types?: (variables: Variables) => Answer };
`;

/** The types of the client's operations and of what they take, and each operation as a text that carries them. */
export async function renderClient(sdl: string): Promise<string> {
  const [made] = await generate(
    {
      silent: true,
      schema: sdl,
      documents: [operationsFile],
      generates: {
        'partner-api.ts': {
          plugins: ['typescript-operations'],
          config: {
            useTypeImports: true,
            enumsAsTypes: true,
            strictScalars: true,
            immutableTypes: true,
            scalars: { DateTime: 'string' },
          },
        },
      },
    },
    false,
  );
  const { definitions } = parse(readFileSync(operationsFile, 'utf8'));
  const operations = definitions.flatMap((one) => {
    if (one.kind !== Kind.OPERATION_DEFINITION || one.name === undefined) return [];
    const name = one.name.value;
    const types = `${name}${one.operation === 'query' ? 'Query' : 'Mutation'}`;
    const constant = name.charAt(0).toLowerCase() + name.slice(1);
    return `export const ${constant}: Operation<${types}, ${types}Variables> = {\n  text: \`${print(one)}\`,\n};`;
  });
  return [head, made?.content ?? '', ...operations].join('\n\n');
}
