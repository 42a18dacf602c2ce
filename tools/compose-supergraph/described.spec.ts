import { undescribed } from '@orderloom/subgraph';
import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const schemas = globSync('apps/*/src/graphql/*.graphql');

describe('the public schema', () => {
  it('is looked at whole', () => {
    expect(schemas.length).toBeGreaterThanOrEqual(7);
  });

  it.each(schemas)('%s describes every type, field, argument and value', (path) => {
    expect(undescribed(readFileSync(path, 'utf8'))).toEqual([]);
  });
});
