/** Facts about a refusal that may be shown and logged: never personal data. */
export type ErrorDetails = Readonly<Record<string, string | number | boolean>>;

/** A refusal of the domain. Each subclass has a literal `code`; each edge translates it by one exhaustive table. */
export abstract class DomainError extends Error {
  abstract readonly code: string;
  readonly details: ErrorDetails;

  constructor(message: string, details: ErrorDetails = {}) {
    super(message);
    this.name = new.target.name;
    this.details = details;
  }
}
