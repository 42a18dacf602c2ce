import { once } from 'node:events';
import type pg from 'pg';
import { from, type CopyStream } from 'pg-copy-streams';

const CHUNK = 256 * 1_024;

/** Rows into one table by COPY, with as much in memory as one chunk; waits while Postgres is behind. */
export interface TableStream {
  /** Each column as text; null for none. */
  write(columns: readonly (string | null)[]): void;
  /** Sends what waits; call it often enough that little waits. */
  flush(): Promise<void>;
  /** Commits what was written; the next row begins a transaction of its own. */
  commit(): Promise<void>;
}

export function tableStream(client: pg.Client, table: string, columns: readonly string[]): TableStream {
  const list = columns.map((column) => `"${column}"`).join(', ');
  let stream: CopyStream | undefined;
  let failure: Error | undefined;
  let waiting: string[] = [];
  let size = 0;
  const open = (): CopyStream => {
    if (stream === undefined) {
      stream = client.query(from(`copy ${table} (${list}) from stdin`));
      stream.on('error', (error: Error) => {
        failure = error;
      });
    }
    return stream;
  };
  const send = async (): Promise<void> => {
    if (failure !== undefined) throw failure;
    if (size === 0) return;
    const chunk = waiting.join('');
    waiting = [];
    size = 0;
    if (!open().write(chunk)) await once(open(), 'drain');
  };
  return {
    write: (values) => {
      const line = `${values.map(field).join('\t')}\n`;
      waiting.push(line);
      size += line.length;
    },
    flush: async () => {
      if (size >= CHUNK) await send();
    },
    commit: async () => {
      await send();
      if (stream === undefined) return;
      const done = once(stream, 'finish');
      stream.end();
      await done;
      stream = undefined;
      if (failure !== undefined) throw failure;
    },
  };
}

function field(value: string | null): string {
  if (value === null) return '\\N';
  return /[\\\t\n\r]/.test(value)
    ? value.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n').replaceAll('\r', '\\r')
    : value;
}
