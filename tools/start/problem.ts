export interface ProblemText {
  readonly what: string;
  readonly why: string;
  readonly remedy: string;
  readonly cause?: unknown;
}

/** A failure that its reader can act on: it says what failed, why, and what to do next. */
export class Problem extends Error {
  readonly what: string;
  readonly why: string;
  readonly remedy: string;

  constructor(text: ProblemText) {
    super(`${text.what}: ${text.why}`, { cause: text.cause });
    this.name = 'Problem';
    this.what = text.what;
    this.why = text.why;
    this.remedy = text.remedy;
  }
}

export function describeProblem(error: unknown): string {
  if (error instanceof Problem) {
    return `\nOrderloom could not go on.\n  What: ${error.what}\n  Why:  ${error.why}\n  Do:   ${error.remedy}\n`;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `\nOrderloom met an error that nobody foresaw. Please report it with this text:\n${text}\n`;
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
