import type { GraphQLSchema } from 'graphql';
import { Problem } from '../start/problem.ts';
import { refusalsOf } from './refusals.ts';
import { notForKeys, requestErrors } from './request-errors.ts';

const head = `# Errors of the partner API

<!-- Made from the schema and tools/partner-api/request-errors.ts by \`node tools/partner-api/main.ts\`; \`npm run check -- partner-api\` compares. -->

There are two kinds. A **refusal** is an answer: a member of the mutation's union with a \`code\` to switch on, and nothing was done. An **error** stands in
\`errors\`: the request could not be answered, or a part of it. Codes keep their meaning; new ones are added, so treat one that you do not know by its kind.
Messages are for people and change.`;

const errorsHead = `## Errors

In \`errors[].extensions.code\`, with \`details\` where there is more to say. 200 means that the error stands beside \`data\` with the \`path\` of what is missing.`;

const refusalsHead = `## Refusals

HTTP says 200. A refusal may be kept under its idempotency key like any answer: once its reason is gone, send the call with a new key.`;

/** The catalogue. Throws a Problem when a code of the sources is missing in it, or the other way round. */
export function renderErrorsPage(schema: GraphQLSchema, codes: ReadonlySet<string>): string {
  const refusals = refusalsOf(schema);
  requireComplete(codes, new Set(refusals.map(({ code }) => code)));
  const errors = Object.entries(requestErrors).map(
    ([code, { status, when, remedy }]) => `| \`${code}\` | ${status} | ${cell(when)} | ${cell(remedy)} |`,
  );
  const rows = refusals.map(({ code, type, when, tells, of }) => {
    const more = tells.map(({ field, words }) => `\`${field}\`: ${words}`).join(' ');
    return `| \`${code}\` | \`${type}\` | ${cell(when)} | ${cell(more)} | ${of.map((name) => `\`${name}\``).join(', ')} |`;
  });
  return [
    head,
    errorsHead,
    ['| code | HTTP | when | what to do |', '| --- | --- | --- | --- |', ...errors].join('\n'),
    refusalsHead,
    ['| code | type | when | tells | answers |', '| --- | --- | --- | --- | --- |', ...rows].join('\n'),
  ].join('\n\n');
}

/** Throws a Problem for a code that is in the sources only, or in the catalogue only. */
export function requireComplete(inSources: ReadonlySet<string>, inSchema: ReadonlySet<string>): void {
  const listed = new Set([...Object.keys(requestErrors), ...Object.values(notForKeys).flat()]);
  const missing = [...inSources].filter((code) => !listed.has(code) && !inSchema.has(code)).toSorted();
  const stale = [...listed].filter((code) => !inSources.has(code)).toSorted();
  if (missing.length === 0 && stale.length === 0) return;
  const lines = [
    ...missing.map((code) => `${code} is in the code and not in the catalogue`),
    ...stale.map((code) => `${code} is in no code any more`),
  ];
  throw new Problem({
    what: 'the catalogue of errors is not that of the code',
    why: lines.join('\n        '),
    remedy: 'mend tools/partner-api/request-errors.ts',
  });
}

function cell(text: string): string {
  return text.replaceAll('\n', ' ').replaceAll('|', '\\|');
}
