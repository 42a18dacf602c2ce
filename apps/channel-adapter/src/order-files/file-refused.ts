export const fileRefusals = [
  'EMPTY',
  'OLD_EXCEL_OR_PASSWORD',
  'UNKNOWN_KIND',
  'UNKNOWN_ENCODING',
  'NO_HEADER',
  'BROKEN_WORKBOOK',
  'WORKBOOK_TOO_LARGE',
  'BROKEN_QUOTES',
] as const;
export type FileRefusal = (typeof fileRefusals)[number];

/** The file cannot be read at all; the reason is for the person who dropped it. */
export class FileRefused extends Error {
  override readonly name = 'FileRefused';
  readonly reason: FileRefusal;

  constructor(reason: FileRefusal, options?: ErrorOptions) {
    super(`the file is refused: ${reason}`, options);
    this.reason = reason;
  }
}
