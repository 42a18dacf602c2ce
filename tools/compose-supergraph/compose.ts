import { globSync } from 'node:fs';
import { composeServices } from '@apollo/composition';
import { readSdl } from '@orderloom/subgraph/sdl';
import { parse } from 'graphql';
import { readAddresses } from '../start/addresses.ts';
import { fromRoot } from '../start/paths.ts';
import { Problem } from '../start/problem.ts';

export const supergraphFile = fromRoot('apps', 'gateway', 'supergraph.graphql');

export interface Subgraph {
  readonly name: string;
  readonly url: string;
  readonly sdl: string;
}

/** The subgraphs of the tree, by the apps' names, with their addresses at port offset 0 (the gateway moves them at start). */
export function readSubgraphs(): readonly Subgraph[] {
  const addresses = readAddresses();
  return globSync('apps/*/src/graphql/schema.graphql', { cwd: fromRoot() })
    .toSorted()
    .map((file) => {
      const name = file.split('/')[1] ?? file;
      return { name, url: `${addresses.url(name, 'http')}/graphql`, sdl: readSdl(fromRoot('apps', name, 'src', 'graphql')) };
    });
}

/** The supergraph of these subgraphs. Throws a Problem that lists every disagreement between them. */
export function composeSupergraph(subgraphs: readonly Subgraph[]): string {
  const result = composeServices(subgraphs.map(({ name, url, sdl }) => ({ name, url, typeDefs: parse(sdl) })));
  if (result.errors === undefined) return `${result.supergraphSdl.trim()}\n`;
  throw new Problem({
    what: 'the subgraphs do not compose',
    why: result.errors.map((error) => error.message).join('\n        '),
    remedy: 'mend apps/*/src/graphql/*.graphql so that shared types agree',
  });
}
