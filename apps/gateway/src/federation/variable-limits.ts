import { DocumentTooGreat } from './limits.ts';

/** Greatest counts of what comes beside a document. An order of a partner has a hundred values or two. */
export const variableLimits = { values: 5_000, depth: 12, ofOneObject: 500 } as const;

/** Refuses variables that would be dear to check: what is wrong in them is described with all that stands around it. */
export function requireFewVariables(variables: Readonly<Record<string, unknown>>): void {
  const waiting: { readonly value: unknown; readonly depth: number }[] = [{ value: variables, depth: 0 }];
  let values = 0;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value, depth } = next;
    values += 1;
    if (values > variableLimits.values) throw tooGreat('values in variables', variableLimits.values);
    if (typeof value !== 'object' || value === null) continue;
    if (depth >= variableLimits.depth) throw tooGreat('levels in variables', variableLimits.depth);
    const inner: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
    if (!Array.isArray(value) && inner.length > variableLimits.ofOneObject)
      throw tooGreat('fields of one input', variableLimits.ofOneObject);
    if (inner.length > variableLimits.values) throw tooGreat('values in variables', variableLimits.values);
    for (const one of inner) waiting.push({ value: one, depth: depth + 1 });
  }
}

function tooGreat(what: string, greatest: number): DocumentTooGreat {
  return new DocumentTooGreat(`The request has more ${what} than ${greatest}.`, { what, greatest });
}
