/** What a piece of a text stands for in every copy of it. */
export type Piece = string | Moment | Name;

/** A moment of the template's life, in the form in which it was written. */
export interface Moment {
  readonly kind: 'moment';
  readonly at: number;
  readonly form: 'iso' | 'sql' | 'local' | 'ms' | 's';
}

/** A name that each copy has of its own. */
export interface Name {
  readonly kind: 'name';
  /** The template's own. */
  readonly was: string;
}

export interface Copy {
  readonly momentOf: (at: number) => number;
  readonly nameOf: (was: string) => string;
}

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const ISO = '20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,3})?Z';
const SQL = '20\\d\\d-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,6})?\\+00';

/** As outside systems write it: Shanghai's clock without a zone, and Unix seconds. */
const LOCAL = '20\\d\\d-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(?![.+\\d])';
const SHANGHAI_MS = 8 * 3_600_000;

/** Cuts a text at its moments and names; the pieces are put together again for each copy without looking at the text once more. */
export function cut(text: string, names: readonly string[], span: { readonly from: number; readonly until: number }): readonly Piece[] {
  const pattern = new RegExp(
    [
      ...names.toSorted((a, b) => b.length - a.length).map(escaped),
      UUID,
      ISO,
      SQL,
      LOCAL,
      '(?<!\\d)1[6-9]\\d{11}(?!\\d)',
      '(?<!\\d)1[6-9]\\d{8}(?!\\d)',
    ].join('|'),
    'g',
  );
  const known = new Set(names);
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    const piece = pieceOf(match[0], known, span);
    if (piece === undefined) continue;
    if (match.index > end) pieces.push(text.slice(end, match.index));
    pieces.push(piece);
    end = match.index + match[0].length;
  }
  if (end < text.length) pieces.push(text.slice(end));
  return pieces;
}

function pieceOf(found: string, names: ReadonlySet<string>, span: { readonly from: number; readonly until: number }): Piece | undefined {
  if (names.has(found)) return { kind: 'name', was: found };
  if (found.length === 36 && !found.includes(':')) return { kind: 'name', was: found };
  const form = formOf(found);
  const at = timeOf(found, form);
  // A number of thirteen digits may be anything; it is a moment only near the template's life.
  return Number.isFinite(at) && at >= span.from && at <= span.until ? { kind: 'moment', at, form } : undefined;
}

function formOf(found: string): Moment['form'] {
  if (found.includes('T')) return 'iso';
  if (found.includes(' ')) return found.endsWith('+00') ? 'sql' : 'local';
  return found.length === 13 ? 'ms' : 's';
}

function timeOf(found: string, form: Moment['form']): number {
  switch (form) {
    case 'iso':
      return Date.parse(found);
    case 'sql':
      return Date.parse(found.replace(' ', 'T').replace('+00', 'Z'));
    case 'local':
      return Date.parse(`${found.replace(' ', 'T')}Z`) - SHANGHAI_MS;
    case 'ms':
      return Number(found);
    case 's':
      return Number(found) * 1_000;
    default: {
      const never: never = form;
      return never;
    }
  }
}

/** The text as the copy has it. */
export function paste(pieces: readonly Piece[], copy: Copy): string {
  let text = '';
  for (const piece of pieces) {
    if (typeof piece === 'string') text += piece;
    else if (piece.kind === 'name') text += copy.nameOf(piece.was);
    else text += written(copy.momentOf(piece.at), piece.form);
  }
  return text;
}

function written(at: number, form: Moment['form']): string {
  if (form === 'ms') return String(at);
  if (form === 's') return String(Math.floor(at / 1_000));
  if (form === 'local') return new Date(at + SHANGHAI_MS).toISOString().slice(0, 19).replace('T', ' ');
  const iso = new Date(at).toISOString();
  return form === 'iso' ? iso : `${iso.slice(0, 10)} ${iso.slice(11, 23)}+00`;
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
