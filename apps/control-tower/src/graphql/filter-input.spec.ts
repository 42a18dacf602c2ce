import type { Viewer } from '@orderloom/subgraph';
import { describe, expect, it } from 'vitest';
import type { FilterDeps } from '../application/order-filter.ts';
import { filterInput } from './filter-input.ts';

/** What the vault was asked to index, and the words that are searched. */
async function searched(viewer: Partial<Viewer>, search: string) {
  const indexed: string[] = [];
  const context = {
    viewer: { account: 'key:k', roles: [], locale: 'en', ...viewer },
    searchIndex: {
      indexesOf: (terms: readonly string[]) => {
        indexed.push(...terms);
        return Promise.resolve(terms.map((term) => `index of ${term}`));
      },
    },
    now: new Date('2026-11-22T04:00:00Z'),
    boardSet: () => undefined,
  } satisfies FilterDeps & { readonly viewer: Viewer };
  const { terms } = await filterInput(context, { search });
  return { indexed, terms };
}

const text = 'DY20261122-00001 13800138000 13800138001 8000 8001';

describe('a search by phone', () => {
  it('answers a key without recipients:reveal about one tail and no whole phone, and about numbers as ever', async () => {
    const { indexed, terms } = await searched({ scopes: ['orders:read'] }, text);
    expect(indexed).toEqual(['8000']);
    expect(terms).toEqual([...text.split(' '), 'index of 8000']);
  });

  it('answers people, and keys that may open recipients, about all', async () => {
    const phones = text.split(' ').slice(1);
    expect((await searched({ scopes: ['orders:read', 'recipients:reveal'] }, text)).indexed).toEqual(phones);
    expect((await searched({ roles: ['operations'] }, text)).indexed).toEqual(phones);
  });
});
