import type { OrderListFilter } from './ports.ts';

/** What a person typed into the search box, sorted by what it may be. */
export interface SearchWords {
  readonly words: readonly string[];
  /** Phones and phone tails among them; only their keyed indexes are searched. */
  readonly phones: readonly string[];
}

const MOST_WORDS = 500;

export function searchWords(text: string): SearchWords {
  const words = [...new Set(text.split(/[\s,;，；、]+/u).filter((word) => word !== ''))].slice(0, MOST_WORDS);
  return { words, phones: words.filter(isPhone) };
}

/** A whole phone or its last four digits. */
export function isPhone(word: string): boolean {
  return /^(\d{4}|1\d{10})$/.test(word);
}

/** Of many guesses at a phone only one is answered, and of that only the four digits that a masked phone shows anyway. */
export function shownTails(phones: readonly string[]): readonly string[] {
  return phones.filter((phone) => phone.length === 4).slice(0, 1);
}

/** A single longer word may be the beginning of a number; several pasted numbers are whole ones. */
export function searchFilter(search: SearchWords, indexes: readonly string[]): Pick<OrderListFilter, 'terms' | 'prefix'> {
  const terms = [...search.words, ...search.words.map((word) => word.toUpperCase()), ...indexes];
  const [only] = search.words;
  const mayBeBeginning = search.words.length === 1 && only !== undefined && only.length >= 4;
  return { terms: [...new Set(terms)], ...(mayBeBeginning ? { prefix: only.toUpperCase() } : {}) };
}
