import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const plantedRoot = join(import.meta.dirname, 'planted');

export interface Planted {
  /** Path as if it stood in the tree, for example `apps/order/src/domain/prints.ts`. */
  readonly path: string;
  readonly text: string;
  readonly tool: string;
  readonly rule: string;
}

/** The deliberate violations; each file says in its first line which rule of which tool it breaks. */
export function plantedViolations(): readonly Planted[] {
  return globSync('**/*.ts', { cwd: plantedRoot })
    .toSorted()
    .flatMap((path) => {
      const text = readFileSync(join(plantedRoot, path), 'utf8');
      const [, tool, rule] = /^\/\/ breaks: (\S+) (\S+)/.exec(text) ?? [];
      return tool === undefined || rule === undefined ? [] : [{ path, text, tool, rule }];
    });
}
