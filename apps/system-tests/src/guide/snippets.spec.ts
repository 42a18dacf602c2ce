import { describe, expect, it } from 'vitest';
import { differsFrom, snippetsOf } from './snippets.ts';

describe('snippets of a page', () => {
  it('come in their order with what is shown as their outcome', () => {
    const page = '# Page\n\n## One\n\n```sh\nls\n```\n\n```text\na.ts\n```\n\n## Two\n\n```ts\n// a.ts\n```\n';
    expect(snippetsOf(page)).toEqual([
      { language: 'sh', text: 'ls\n', part: 'One', shown: { language: 'text', text: 'a.ts\n' } },
      { language: 'ts', text: '// a.ts\n', part: 'Two', shown: undefined },
    ]);
  });

  it('leave no block out', () => {
    expect(() => snippetsOf('## One\n\n```bash\nls\n```\n')).toThrow('bash');
    expect(() => snippetsOf('## One\n\n```json\n{}\n```\n')).toThrow('without its snippet');
  });

  it('are compared by fields and literals, not by values', () => {
    const shown = { data: { a: { __typename: 'Done', state: 'SENT', id: 'x' }, rows: [{ n: 1 }] } };
    const came = (a: object, rows: unknown[] = [{ n: 2 }, { n: 3 }]) => ({
      data: { a: { __typename: 'Done', state: 'SENT', id: 'y', ...a }, rows },
      extensions: {},
    });
    expect(differsFrom(shown, came({}))).toBeUndefined();
    expect(differsFrom(shown, came({ __typename: 'Refused' }))).toContain('Refused');
    expect(differsFrom(shown, came({ state: 'LOST' }))).toContain('LOST');
    expect(differsFrom(shown, came({ more: 1 }))).toContain('more');
    expect(differsFrom(shown, came({}, []))).toContain('.rows');
    expect(differsFrom(shown, { errors: [] })).toContain('data');
  });
});
