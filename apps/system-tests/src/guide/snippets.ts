/** A fenced piece of a page, with what the page shows as its outcome. */
export interface Snippet {
  readonly language: 'sh' | 'ts';
  readonly text: string;
  /** Title of the part of the page that it stands in. */
  readonly part: string;
  readonly shown: { readonly language: 'json' | 'text'; readonly text: string } | undefined;
}

/** The pieces of a page that a reader runs or saves, in their order. A `json` or `text` block is the outcome of the piece before it. */
export function snippetsOf(markdown: string): readonly Snippet[] {
  const snippets: Snippet[] = [];
  for (const match of markdown.matchAll(/^## (.+)$|^```(\w+)\n([\s\S]*?)^```$/gm)) {
    const [, title, language, text = ''] = match;
    const part = title ?? snippets.at(-1)?.part ?? '';
    if (title !== undefined) snippets.push({ language: 'sh', text: '', part: title, shown: undefined });
    else if (language === 'sh' || language === 'ts') snippets.push({ language, text, part, shown: undefined });
    else if (language === 'json' || language === 'text') {
      const last = snippets.pop();
      if (last === undefined || last.text === '' || last.shown !== undefined)
        throw new Error(`in "${part}" an outcome stands without its snippet`);
      snippets.push({ ...last, shown: { language, text } });
    } else throw new Error(`in "${part}" stands a block of ${language ?? 'no language'}`);
  }
  return snippets.filter(({ text }) => text !== '');
}

/**
 * Whether what came is what is shown: the same fields, the same literals (upper case) and type names, and values of the same type. Lists may be
 * longer and fields of an answer that the page does not show may stand beside, but only at the top.
 */
export function differsFrom(shown: unknown, came: unknown, at = ''): string | undefined {
  if (Array.isArray(shown)) {
    if (!Array.isArray(came) || came.length === 0) return `${at} is no list with an entry`;
    return differsFrom(shown[0], came[0], `${at}[0]`);
  }
  if (typeof shown === 'object' && shown !== null) {
    if (typeof came !== 'object' || came === null) return `${at} is ${JSON.stringify(came)}`;
    const given = new Map(Object.entries(came));
    const missing = Object.keys(shown).filter((key) => !given.has(key));
    if (missing.length > 0) return `${at} has no ${missing.join(', ')}`;
    const more = [...given.keys()].filter((key) => at !== '' && !(key in shown));
    if (more.length > 0) return `${at} has ${more.join(', ')} too`;
    return Object.entries(shown)
      .map(([key, value]) => differsFrom(value, given.get(key), `${at}.${key}`))
      .find((one) => one !== undefined);
  }
  if (typeof shown !== typeof came) return `${at} is ${JSON.stringify(came)}`;
  const isLiteral = typeof shown === 'string' && (/^[A-Z][A-Z_]+$/.test(shown) || at.endsWith('.__typename'));
  return isLiteral && shown !== came ? `${at} is ${JSON.stringify(came)} and not ${shown}` : undefined;
}
