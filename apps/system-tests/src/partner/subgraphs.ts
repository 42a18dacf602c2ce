import { readSdl } from '@orderloom/subgraph/sdl';
import { globSync } from 'node:fs';
import { fromRoot } from '../../../../tools/start/paths.ts';

/** An app with a subgraph, and all of its SDL. */
export interface Subgraph {
  readonly name: string;
  readonly sdl: string;
}

export function readSubgraphs(): readonly Subgraph[] {
  return globSync('apps/*/src/graphql/schema.graphql', { cwd: fromRoot() })
    .toSorted()
    .flatMap((file) => file.split('/')[1] ?? [])
    .map((name) => ({ name, sdl: readSdl(fromRoot('apps', name, 'src', 'graphql')) }));
}
