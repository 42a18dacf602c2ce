import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dynamicNamespaces } from './dynamic-namespaces.ts';

type Tree = { readonly [key: string]: string | Tree };

const root = join(import.meta.dirname, '../..');
const read = (path: string): Tree => JSON.parse(readFileSync(join(root, path), 'utf8'));
const flat = (tree: Tree, prefix = ''): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === 'string' ? [[prefix + key, value] as const] : [...flat(value, `${prefix}${key}.`)],
    ),
  );

const places = globSync('messages/zh-CN/*.json', { cwd: root }).map((path) => basename(path));
const whole = (language: string): Tree => {
  const trees = places.map((place) => read(`messages/${language}/${place}`));
  const namespaces = trees.flatMap((tree) => Object.keys(tree));
  expect(namespaces, 'a namespace stands in one file').toHaveLength(new Set(namespaces).size);
  return Object.assign({}, ...trees);
};
const chinese = flat(whole('zh-CN'));
const english = flat(whole('en'));
const sources = globSync('src/**/*.{ts,tsx}', { cwd: root })
  .filter((path) => !path.includes('.spec.') && !path.startsWith('src/gql'))
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));

/** Every `t('key')` of the source by full key, and every namespace that is asked with a computed key. */
const uses = sources.flatMap(({ path, text }) =>
  [...text.matchAll(/const (\w+) = (?:await )?(?:use|get)Translations\('([\w.]+)'\)/g)].flatMap(([, name, namespace]) =>
    [...text.matchAll(new RegExp(`\\b${name}(?:\\.rich)?\\((?:'([^']+)')?`, 'g'))].map(([, key]) => ({ path, namespace, key })),
  ),
);
const inline = sources.flatMap(({ path, text }) =>
  [...text.matchAll(/\(await getTranslations\('([\w.]+)'\)\)\('([^']+)'\)/g)].map(([, namespace, key]) => ({ path, namespace, key })),
);

const variables = (message: string): readonly string[] =>
  [...new Set([...message.matchAll(/(?<!\b(?:one|other|yes|no|=\d) )\{(\w+)[,}]/g)].map((match) => match[1] ?? ''))].sort();

describe('message files', () => {
  it('hold the same keys in both languages', () => {
    expect([...english.keys()].sort()).toEqual([...chinese.keys()].sort());
  });
  it('take the same values in both languages, and say something', () => {
    for (const [key, message] of chinese) {
      expect(message.trim(), key).not.toBe('');
      expect(english.get(key)?.trim(), key).not.toBe('');
      expect(variables(english.get(key) ?? ''), key).toEqual(variables(message));
    }
  });
  it('hold every key that the source asks for', () => {
    const asked = [...uses, ...inline].filter(({ key }) => key !== undefined);
    expect(asked.length).toBeGreaterThan(50);
    expect(asked.filter(({ namespace, key }) => !chinese.has(`${namespace}.${key}`))).toEqual([]);
  });
  it('hold no key that nobody asks for', () => {
    const asked = new Set([...uses, ...inline].map(({ namespace, key }) => `${namespace}.${key}`));
    for (const [namespace, keys] of Object.entries(dynamicNamespaces)) for (const key of keys) asked.add(`${namespace}.${key}`);
    expect([...chinese.keys()].filter((key) => !asked.has(key))).toEqual([]);
  });
  it('list the possible keys wherever a key is computed, and hold each of them', () => {
    const computed = new Set(uses.filter(({ key }) => key === undefined).map(({ namespace }) => namespace ?? ''));
    expect([...computed].filter((namespace) => !(namespace in dynamicNamespaces))).toEqual([]);
    const missing = Object.entries(dynamicNamespaces)
      .flatMap(([namespace, keys]) => keys.map((key) => `${namespace}.${key}`))
      .filter((key) => !chinese.has(key));
    expect(missing).toEqual([]);
  });
  it('use the words of the term base and none that it refuses', () => {
    const terms: readonly { readonly avoid: readonly string[] }[] = JSON.parse(readFileSync(join(root, '../../docs/terms.json'), 'utf8'));
    const refused = terms.flatMap((term) => term.avoid);
    expect(refused.length).toBeGreaterThan(10);
    const found = [...chinese, ...english].flatMap(([key, message]) =>
      refused.filter((word) => message.toLowerCase().includes(word.toLowerCase())).map((word) => `${key}: ${word}`),
    );
    expect(found).toEqual([]);
  });
  it('write Chinese with full-width punctuation', () => {
    const half = [...chinese].filter(([, message]) => /[\u4e00-\u9fff][,;:?!]|[,;?!][\u4e00-\u9fff]/.test(message)).map(([key]) => key);
    expect(half).toEqual([]);
  });
});
