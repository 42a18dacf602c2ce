import type { Rule } from './rules.ts';

/** A cell that a spreadsheet would run as a formula is marked as text. */
export const safeCell = (text: string): string => {
  const guarded = /^[\s]*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(guarded) || guarded !== text ? `"${guarded.replaceAll('"', '""')}"` : guarded;
};

interface MappingColumns {
  readonly titles: readonly string[];
  readonly rowOf: (rule: Rule) => readonly string[];
}

/** The mapping table for an audit (MAP-05): UTF-8 with a byte order mark, so that Excel reads its Chinese. */
export const mappingCsv = (rules: readonly Rule[], columns: MappingColumns): string =>
  `\uFEFF${[columns.titles, ...rules.map(columns.rowOf)].map((row) => row.map(safeCell).join(',')).join('\r\n')}\r\n`;
