/** The part of SQL that FilterString allows: comparisons, like, in, is null, and, or, parentheses. */
export type Filter =
  | { readonly kind: 'all' | 'any'; readonly parts: readonly Filter[] }
  | { readonly kind: 'compare'; readonly field: string; readonly operator: string; readonly value: string }
  | { readonly kind: 'in'; readonly field: string; readonly values: readonly string[] }
  | { readonly kind: 'null'; readonly field: string; readonly wanted: 'null' | 'not null' };

export type FieldValue = string | number | undefined;

export class FilterFault extends Error {}

const tokenPattern = /\s*(?:(?<text>'(?:[^']|'')*')|(?<number>-?\d+(?:\.\d+)?)|(?<name>[A-Za-z_][\w.]*)|(?<sign><>|!=|<=|>=|[=<>(),]))/y;

interface Token {
  readonly kind: 'text' | 'number' | 'name' | 'sign';
  readonly value: string;
}

export function parseFilter(source: string): Filter {
  const tokens = tokenize(source);
  if (tokens.length === 0) return { kind: 'all', parts: [] };
  const reader = new Reader(tokens);
  const filter = reader.any();
  if (!reader.isDone()) throw new FilterFault(`过滤条件有误：${source}`);
  return filter;
}

function tokenize(source: string): readonly Token[] {
  const tokens: Token[] = [];
  tokenPattern.lastIndex = 0;
  const text = source.trimEnd();
  while (tokenPattern.lastIndex < text.length) {
    const at = tokenPattern.lastIndex;
    const groups = tokenPattern.exec(text)?.groups;
    if (!groups) throw new FilterFault(`过滤条件有误：${text.slice(at)}`);
    if (groups['text'] !== undefined) tokens.push({ kind: 'text', value: groups['text'].slice(1, -1).replaceAll("''", "'") });
    else if (groups['number'] !== undefined) tokens.push({ kind: 'number', value: groups['number'] });
    else if (groups['name'] !== undefined) tokens.push({ kind: 'name', value: groups['name'] });
    else tokens.push({ kind: 'sign', value: groups['sign'] ?? '' });
  }
  return tokens;
}

class Reader {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  isDone(): boolean {
    return this.#at === this.#tokens.length;
  }

  any(): Filter {
    const parts = [this.#all()];
    while (this.#takeWord('or')) parts.push(this.#all());
    return parts.length === 1 ? (parts[0] ?? { kind: 'any', parts }) : { kind: 'any', parts };
  }

  #all(): Filter {
    const parts = [this.#one()];
    while (this.#takeWord('and')) parts.push(this.#one());
    return parts.length === 1 ? (parts[0] ?? { kind: 'all', parts }) : { kind: 'all', parts };
  }

  #one(): Filter {
    if (this.#takeSign('(')) {
      const inner = this.any();
      this.#need(')');
      return inner;
    }
    const name = this.#next();
    // "1=1" is a habit of integrators.
    if (name.kind !== 'name' && name.kind !== 'number') throw new FilterFault('过滤条件有误');
    const field = name.value.toUpperCase();
    if (this.#takeWord('is')) {
      const wanted = this.#takeWord('not') ? 'not null' : 'null';
      if (!this.#takeWord('null')) throw new FilterFault('过滤条件有误');
      return { kind: 'null', field, wanted };
    }
    if (this.#takeWord('in')) return { kind: 'in', field, values: this.#list() };
    if (this.#takeWord('like')) return { kind: 'compare', field, operator: 'like', value: this.#value() };
    const operator = this.#next();
    if (operator.kind !== 'sign' || '(),'.includes(operator.value)) throw new FilterFault('过滤条件有误');
    return { kind: 'compare', field, operator: operator.value, value: this.#value() };
  }

  #list(): readonly string[] {
    this.#need('(');
    const values = [this.#value()];
    while (this.#takeSign(',')) values.push(this.#value());
    this.#need(')');
    return values;
  }

  #value(): string {
    const token = this.#next();
    if (token.kind !== 'text' && token.kind !== 'number') throw new FilterFault('过滤条件有误');
    return token.value;
  }

  #next(): Token {
    const token = this.#tokens[this.#at];
    if (!token) throw new FilterFault('过滤条件不完整');
    this.#at += 1;
    return token;
  }

  #takeWord(word: string): boolean {
    const token = this.#tokens[this.#at];
    const isIt = token?.kind === 'name' && token.value.toLowerCase() === word;
    if (isIt) this.#at += 1;
    return isIt;
  }

  #takeSign(sign: string): boolean {
    const token = this.#tokens[this.#at];
    const isIt = token?.kind === 'sign' && token.value === sign;
    if (isIt) this.#at += 1;
    return isIt;
  }

  #need(sign: string): void {
    if (!this.#takeSign(sign)) throw new FilterFault(`过滤条件缺少 ${sign}`);
  }
}

export function isMatch(filter: Filter, valueOf: (field: string) => FieldValue): boolean {
  switch (filter.kind) {
    case 'all':
      return filter.parts.every((part) => isMatch(part, valueOf));
    case 'any':
      return filter.parts.some((part) => isMatch(part, valueOf));
    case 'in':
      return filter.values.includes(String(valueOf(filter.field) ?? ''));
    case 'null':
      return (valueOf(filter.field) === undefined) === (filter.wanted === 'null');
    case 'compare':
      return compare(valueOf(filter.field) ?? (/^\d+$/.test(filter.field) ? filter.field : undefined), filter.operator, filter.value);
  }
}

function compare(value: FieldValue, operator: string, wanted: string): boolean {
  if (value === undefined) return false;
  const text = String(value);
  const difference = isNumeric(text) && isNumeric(wanted) ? Number(text) - Number(wanted) : text < wanted ? -1 : text > wanted ? 1 : 0;
  switch (operator) {
    case '=':
      return text === wanted || (isNumeric(text) && difference === 0);
    case '<>':
    case '!=':
      return text !== wanted;
    case '<':
      return difference < 0;
    case '<=':
      return difference <= 0;
    case '>':
      return difference > 0;
    case '>=':
      return difference >= 0;
    case 'like':
      return isLike(text, wanted);
    default:
      throw new FilterFault(`不支持的运算符 ${operator}`);
  }
}

const isNumeric = (text: string): boolean => /^-?\d{1,15}(\.\d+)?$/.test(text);

function isLike(text: string, pattern: string): boolean {
  const source = pattern
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll('%', '.*')
    .replaceAll('_', '.');
  return new RegExp(`^${source}$`, 'isu').test(text);
}

/** The values that a filter pins a field to, for a lookup instead of a scan; undefined when it does not. */
export function pinned(filter: Filter, fields: ReadonlySet<string>): ReadonlySet<string> | undefined {
  switch (filter.kind) {
    case 'compare':
      return filter.operator === '=' && fields.has(filter.field) ? new Set([filter.value]) : undefined;
    case 'in':
      return fields.has(filter.field) ? new Set(filter.values) : undefined;
    case 'all':
      return filter.parts.map((part) => pinned(part, fields)).find((values) => values !== undefined);
    case 'any': {
      const parts = filter.parts.map((part) => pinned(part, fields));
      return parts.every((values) => values !== undefined) ? new Set(parts.flatMap((values) => [...(values ?? [])])) : undefined;
    }
    case 'null':
      return undefined;
  }
}
