import { buildSchema, parse, validate } from 'graphql';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readTrustedDocuments } from './trusted-documents.ts';

const here = (file: string): string => new URL(file, import.meta.url).pathname;
const documents = readTrustedDocuments(here('../../runbook-documents.json'));
const schema = buildSchema(readFileSync(here('../../supergraph.graphql'), 'utf8'), { assumeValid: true });
const runbook = readFileSync(here('../../../../docs/runbook.md'), 'utf8');

describe('what the runbook asks', () => {
  it.each([...documents])('%s fits the schema, and stands in the runbook', (id, text) => {
    expect(validate(schema, parse(text))).toEqual([]);
    expect(runbook).toContain(`"${id}"`);
  });

  it('is all known to the gateway', () => {
    const asked = [...runbook.matchAll(/"documentId": "([a-z-]+)"/g)].map(([, id]) => id);
    expect(asked.toSorted()).toEqual([...documents.keys()].toSorted());
  });
});
