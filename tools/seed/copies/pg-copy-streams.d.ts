declare module 'pg-copy-streams' {
  import type { Writable } from 'node:stream';
  import type { Submittable } from 'pg';

  export type CopyStream = Writable & Submittable & { readonly rowCount: number };
  /** Rows into a table, as the text of a COPY statement names it. */
  export function from(text: string): CopyStream;
}
