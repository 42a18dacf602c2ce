/** What a log line may say about an unknown error. */
export type ErrorFields = {
  readonly error: string;
  readonly code?: string | number;
  readonly message: string;
  readonly at: readonly string[];
};

/**
 * Describes an unknown error for a log. Messages quote input ("invalid input syntax for type integer: ..."), so quoted
 * parts, long digit runs and everything outside ASCII are masked; frames carry no message.
 */
export function errorFields(error: unknown): ErrorFields {
  if (!(error instanceof Error)) return { error: typeof error, message: '', at: [] };
  return {
    error: error.name,
    ...codeOf(error),
    message: maskText(error.message),
    at: framesOf(error),
  };
}

/** Masks what may be personal in a text that was made by others. */
export function maskText(text: string): string {
  return text
    .replaceAll(/"[^"]*"|'[^']*'|`[^`]*`/gs, (quoted) => (/^.[a-z0-9_.]{1,63}.$/.test(quoted) && !/\d{5}/.test(quoted) ? quoted : '"…"'))
    .replaceAll(/\d{5,}/g, '#')
    .replaceAll(/[^\x20-\x7e…]+/g, '…')
    .slice(0, 300);
}

function codeOf(error: Error): { readonly code?: string | number } {
  const code: unknown = 'code' in error ? error.code : undefined;
  return typeof code === 'string' || typeof code === 'number' ? { code } : {};
}

function framesOf(error: Error): readonly string[] {
  return (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 6)
    .map((line) => line.trim().slice(3));
}
