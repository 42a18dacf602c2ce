const SUSPECT = /^[\s="'’`\-nN]|[\s"]$|[\uFEFF\u200B-\u200D\u2060]/;

/** A cell without what spreadsheets and sellers' programs wrap around it: `="…"`, apostrophe, backtick, TAB, spaces. `-` and `null` are empty. */
export function cleanCell(raw: string): string {
  // Most cells are clean, and a file has millions.
  if (!SUSPECT.test(raw)) return raw;
  let text = raw.replaceAll(/[\uFEFF\u200B-\u200D\u2060]/g, '').trim();
  const wrapped = /^="?(.*?)"?$/s.exec(text) ?? /^"(.*)"$/s.exec(text);
  if (wrapped !== null) text = (wrapped[1] ?? '').trim();
  text = text.replace(/^['’`]+/, '').trim();
  return text === '-' || text === '--' || /^null$/i.test(text) ? '' : text;
}

/** A header for comparing: brackets half width, no spaces, TABs, marks that nobody sees, quotes. */
export function headerKey(raw: string): string {
  return cleanCell(raw)
    .replaceAll('（', '(')
    .replaceAll('）', ')')
    .replaceAll(/[\s\u00A0\u3000"]/g, '')
    .toLowerCase();
}

/** Excel kept fifteen digits and threw the others away: nobody can say any more which order this was. */
export function hasLostDigits(text: string): boolean {
  return /^\d(\.\d+)?e\+?\d+$/i.test(text) || /^\d{15,}0000$/.test(text);
}
