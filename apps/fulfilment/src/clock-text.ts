/** Text times of Chinese systems: UTC+8 without a zone. */
export function toBeijingText(at: Date): string {
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}

/** Reads `2026-11-22 18:05:09` (a T and fractions are taken too); undefined when it is not a time. */
export function fromBeijingText(text: string): Date | undefined {
  const parts = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}(?::\d{2})?)/.exec(text.trim());
  if (parts === null) return undefined;
  const at = new Date(`${parts[1] ?? ''}T${parts[2] ?? ''}+08:00`);
  return Number.isNaN(at.getTime()) ? undefined : at;
}
