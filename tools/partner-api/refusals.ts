import { isObjectType, isUnionType, type GraphQLSchema } from 'graphql';
import { Problem } from '../start/problem.ts';

/** A refusal as a member of the answers of mutations: its type says all. */
export interface Refusal {
  readonly code: string;
  readonly type: string;
  readonly when: string;
  /** What it tells beside code and message, with the words of the field. */
  readonly tells: readonly { readonly field: string; readonly words: string }[];
  readonly of: readonly string[];
}

/** The refusals of a schema, by their code. Throws a Problem for one whose `code` does not name its literal. */
export function refusalsOf(schema: GraphQLSchema): readonly Refusal[] {
  const found: Refusal[] = [];
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    const { code, message, ...others } = type.getFields();
    if (code === undefined || message === undefined) continue;
    const literal = /^([A-Z_]+)\.$/.exec(code.description ?? '')?.[1];
    if (literal === undefined)
      throw new Problem({
        what: `${type.name}.code does not name its literal`,
        why: `its words are "${code.description ?? ''}"`,
        remedy: 'write the code as the description of the field, e.g. "ORDER_NOT_FOUND."',
      });
    const tells = Object.values(others).map(({ name, description }) => ({ field: name, words: description ?? '' }));
    const when = (type.description ?? '').replace(/^(?:Refused|Not done): /, '');
    found.push({
      code: literal,
      type: type.name,
      when: when.charAt(0).toUpperCase() + when.slice(1),
      tells,
      of: mutationsWith(schema, type.name),
    });
  }
  return found.toSorted((left, right) => (`${left.code} ${left.type}` < `${right.code} ${right.type}` ? -1 : 1));
}

function mutationsWith(schema: GraphQLSchema, refusal: string): readonly string[] {
  return Object.values(schema.getMutationType()?.getFields() ?? {}).flatMap((field) => {
    const answer = schema.getType(String(field.type).replaceAll(/[[\]!]/g, ''));
    return isUnionType(answer) && answer.getTypes().some(({ name }) => name === refusal) ? [field.name] : [];
  });
}
