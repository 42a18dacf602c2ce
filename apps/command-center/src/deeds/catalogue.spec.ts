import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { deeds, doorDeeds, questions } from './catalogue.ts';

const documents: Record<string, string> = JSON.parse(readFileSync(join(import.meta.dirname, '../../trusted-documents.json'), 'utf8'));
const mutations = Object.values(documents).flatMap((text) => [...text.matchAll(/\bmutation (\w+)/g)].map((match) => match[1]));

describe('law L7: undo or confirm, never both, never neither', () => {
  it('knows every mutation that this app may send, and no other', () => {
    expect(mutations.length).toBeGreaterThan(0);
    expect([...Object.keys(deeds), ...questions].sort()).toEqual([...mutations].sort());
  });
  it('undoes what is reversible with a deed of its own, and confirms the rest', () => {
    const all = { ...deeds, ...doorDeeds };
    for (const [name, deed] of Object.entries(all)) {
      expect(deed.guard, name).toBe(deed.reversible ? 'undo' : 'confirm');
      expect('undo' in deed, name).toBe(deed.reversible);
      if ('undo' in deed) expect(Object.keys(all)).toContain(deed.undo);
    }
  });
});
