import { anyScope, isPartnerScope } from '@orderloom/contracts';
import { partnerMarks } from '@orderloom/subgraph';
import { Kind, parse, type DocumentNode } from 'graphql';
import { fromRoot } from '../start/paths.ts';
import { Problem } from '../start/problem.ts';
import type { Subgraph } from './compose.ts';

export const partnerFieldsFile = fromRoot('apps', 'gateway', 'partner-fields.json');

/**
 * What API keys may ask, out of the marks in all SDLs: field coordinate -> scopes of which one is needed, as the gateway reads it.
 * Throws a Problem for an unknown scope, for subgraphs that mark a shared field differently (the gateway would admit what the other
 * then refuses), and for an answer of a marked field that no key could read.
 */
export function partnerFields(subgraphs: readonly Pick<Subgraph, 'name' | 'sdl'>[]): string {
  const fields = new Map<string, readonly string[]>();
  const wrong: string[] = [];
  const parsed = subgraphs.map(({ name, sdl }) => ({ name, document: parse(sdl), marks: partnerMarks(sdl) }));
  for (const { name, marks } of parsed) {
    for (const [coordinate, scopes] of marks) {
      for (const scope of scopes)
        if (scope !== anyScope && !isPartnerScope(scope)) wrong.push(`${name}: ${coordinate} names no scope "${scope}"`);
      fields.set(coordinate, [...new Set([...(fields.get(coordinate) ?? []), ...scopes])].toSorted());
    }
  }
  for (const { name, document, marks } of parsed) {
    for (const { coordinate, key, answer } of declared(document)) {
      const admitted = fields.get(coordinate);
      if (admitted === undefined) continue;
      const here = [...(marks.get(coordinate) ?? [])].toSorted();
      if (!key && here.join() !== admitted.join())
        wrong.push(`${name}: ${coordinate} is marked [${here.join()}] here and [${admitted.join()}] in all`);
      for (const type of answersOf(document, answer))
        if (![...fields.keys()].some((known) => known.startsWith(`${type}.`)))
          wrong.push(`${name}: ${coordinate} answers ${type}, of which no field is marked`);
    }
  }
  if (wrong.length > 0)
    throw new Problem({
      what: 'the marks for API keys do not fit',
      why: wrong.join('\n        '),
      remedy: 'mend @partner in apps/*/src/graphql/*.graphql',
    });
  const lines = [...fields]
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([coordinate, scopes]) => `  "${coordinate}": [${scopes.map((scope) => `"${scope}"`).join(', ')}]`);
  return `{\n${lines.join(',\n')}\n}\n`;
}

type Declared = { readonly coordinate: string; readonly key: boolean; readonly answer: string };

function declared(document: DocumentNode): readonly Declared[] {
  const keys = new Set<string>();
  const fields: Declared[] = [];
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.OBJECT_TYPE_EXTENSION) continue;
    const type = definition.name.value;
    for (const directive of definition.directives ?? []) {
      const value = directive.arguments?.[0]?.value;
      if (directive.name.value === 'key' && value?.kind === Kind.STRING)
        for (const key of value.value.split(/\s+/)) keys.add(`${type}.${key}`);
    }
    for (const field of definition.fields ?? []) {
      let answer = field.type;
      while (answer.kind !== Kind.NAMED_TYPE) answer = answer.type;
      fields.push({ coordinate: `${type}.${field.name.value}`, key: false, answer: answer.name.value });
    }
  }
  return fields.map((field) => ({ ...field, key: keys.has(field.coordinate) }));
}

// The object types that a field of this type may answer with: itself, or the members of a union. Scalars and enums have none.
function answersOf(document: DocumentNode, type: string): readonly string[] {
  return document.definitions.flatMap((definition) => {
    if (definition.kind === Kind.OBJECT_TYPE_DEFINITION) return definition.name.value === type ? [type] : [];
    if (definition.kind === Kind.UNION_TYPE_DEFINITION || definition.kind === Kind.UNION_TYPE_EXTENSION)
      return definition.name.value === type ? (definition.types ?? []).map((member) => member.name.value) : [];
    return [];
  });
}
