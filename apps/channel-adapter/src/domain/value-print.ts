/** What the values at one path look like, without the values: enough to know a field again under another name. */
export interface ValuePrint {
  readonly type: 'number' | 'string' | 'boolean';
  /** Share of the documents that have it. */
  readonly share: number;
  /** Share of the values that are digits only. */
  readonly digits: number;
  /** Mean length of the values as text. */
  readonly length: number;
  /** Mean of log10 of the numbers; 0 for texts. */
  readonly size: number;
}

const DEPTH = 12;
const PER_LIST = 3;

/** The print of each path over documents; positions in lists are one path (`*`). */
export function printsOf(documents: readonly unknown[]): ReadonlyMap<string, ValuePrint> {
  const values = new Map<string, (string | number | boolean)[]>();
  const having = new Map<string, number>();
  for (const document of documents) {
    const here = new Set<string>();
    walk(document, '', 0, (path, value) => {
      here.add(path);
      const known = values.get(path);
      if (known === undefined) values.set(path, [value]);
      else known.push(value);
    });
    for (const path of here) having.set(path, (having.get(path) ?? 0) + 1);
  }
  return new Map([...values].map(([path, found]) => [path, printOf(found, (having.get(path) ?? 0) / documents.length)]));
}

/** How alike two prints are, 0 to 1; 0 when their types differ. */
export function likeness(one: ValuePrint, other: ValuePrint): number {
  if (one.type !== other.type) return 0;
  if (one.type === 'boolean') return 1;
  const length = closeness(one.length, other.length, Math.max(one.length, other.length, 4));
  const digits = 1 - Math.abs(one.digits - other.digits);
  const size = one.type === 'number' ? closeness(one.size, other.size, 2) : 1;
  return length * 0.4 + digits * 0.3 + size * 0.3;
}

function closeness(one: number, other: number, span: number): number {
  return Math.max(0, 1 - Math.abs(one - other) / span);
}

function printOf(values: readonly (string | number | boolean)[], share: number): ValuePrint {
  const texts = values.map(String);
  const mean = (figures: readonly number[]): number => figures.reduce((sum, figure) => sum + figure, 0) / Math.max(1, figures.length);
  const [first] = values;
  const type = typeof first === 'number' ? 'number' : typeof first === 'boolean' ? 'boolean' : 'string';
  return {
    type,
    share,
    digits: mean(texts.map((text) => (/^\d+$/.test(text) ? 1 : 0))),
    length: mean(texts.map((text) => text.length)),
    size: type === 'number' ? mean(values.map((value) => Math.log10(Math.abs(Number(value)) + 1))) : 0,
  };
}

function walk(value: unknown, path: string, depth: number, see: (path: string, value: string | number | boolean) => void): void {
  if (depth > DEPTH) return;
  if (Array.isArray(value)) {
    for (const item of value.slice(0, PER_LIST)) walk(item, `${path}/*`, depth + 1, see);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) walk(item, `${path}/${escape(key)}`, depth + 1, see);
  } else if ((typeof value === 'string' && value !== '') || typeof value === 'number' || typeof value === 'boolean') {
    see(path, value);
  }
}

function escape(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
