import { globSync, readFileSync } from 'node:fs';
import { root } from '../start/paths.ts';

/** Where a request with a key may be refused: the gateway, the subgraphs below it, and what they share. */
const places = [
  'apps/{gateway,order,inventory,fulfilment,control-tower,messenger,channel-adapter}/src/**/*.ts',
  'libs/{subgraph,outbox,domain-kernel}/src/**/*.ts',
];
const passedOver = /\.spec\.ts$|\.generated\.ts$|\/messaging\//;

/** Every literal code that an error class declares, or that is put into the extensions of an error. */
export function codesInSources(): ReadonlySet<string> {
  const files = globSync(places, { cwd: root }).filter((file) => !passedOver.test(file));
  return new Set(files.flatMap((file) => codesIn(readFileSync(`${root}/${file}`, 'utf8'))));
}

export function codesIn(source: string): readonly string[] {
  const declared = [...source.matchAll(/readonly code(?::([^;=]*))?(?:\s*=\s*('[A-Z_]+'))?;/g)].flatMap(
    ([, type, value]) => value ?? type ?? '',
  );
  const put = [...source.matchAll(/(?:extensions|body): \{ code: ('[A-Z_]+')/g)].flatMap(([, value]) => value ?? '');
  const named = [...source.matchAll(/Code = ('[A-Z_]+');/g)].flatMap(([, value]) => value ?? '');
  return [...declared, ...put, ...named].flatMap((text) => [...text.matchAll(/'([A-Z_]+)'/g)].flatMap(([, code]) => code ?? []));
}
