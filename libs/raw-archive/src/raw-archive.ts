import { newId, type Tx } from '@orderloom/outbox';
import type { Pool } from 'pg';
import { validate as isUuid } from 'uuid';
import { redact, type AllowList } from './redact.ts';
import { createSeal } from './seal.ts';

export type RawDirection = 'IN' | 'OUT' | 'ANSWER';

export interface NewRaw {
  /** Given ahead when the caller must name it before it is saved; else made here. */
  readonly id?: string;
  readonly direction: RawDirection;
  /** Outside system, e.g. "douyin". */
  readonly system: string;
  /** Method, tag or service code, free of personal data. */
  readonly operation: string;
  readonly contentType: string;
  readonly body: Buffer;
  readonly receivedAt: Date;
  /** What the body is about (a platform order number, a tracking number), to find the one before it. Empty when unknown. */
  readonly subject: string;
}

export interface RawRecord {
  readonly id: string;
  readonly direction: RawDirection;
  readonly system: string;
  readonly operation: string;
  readonly contentType: string;
  readonly receivedAt: Date;
  readonly subject: string;
  readonly sizeBytes: number;
  readonly previousId: string;
  /** Opened body. Only for interpretation inside the owning service. */
  readonly body: Buffer;
}

/** An insert that may stand alone or inside a larger statement. */
export interface RawInsert {
  readonly text: string;
  readonly values: readonly unknown[];
}

export interface RawArchive {
  /** The statement that saves these bodies, sealed whole; its parameters begin at `first`, and `where` (over `id`) may leave some out. */
  insertOf(raws: readonly (NewRaw & { readonly id: string })[], first: number, where?: string): RawInsert;
  /** Saves bodies sealed whole, in one statement. Answers with their ids in order. */
  save(tx: Pick<Tx, 'query'>, raws: readonly NewRaw[]): Promise<readonly string[]>;
  read(id: string): Promise<RawRecord | undefined>;
  /** With a transaction, also what was saved in it. */
  readMany(ids: readonly string[], tx?: Pick<Tx, 'query'>): Promise<readonly RawRecord[]>;
  /** The body as people may see it. */
  redacted(record: RawRecord): string;
  /** `rawRef` of an event. */
  refOf(id: string): string;
}

/** Tables of the archive; part of each owning service's migrations. Forward only. */
export const rawArchiveMigrations = [
  {
    name: '0000_raw_archive',
    sql: `
create table raw_body (
  id uuid primary key,
  direction text not null check (direction in ('IN', 'OUT', 'ANSWER')),
  system text not null,
  operation text not null,
  content_type text not null,
  received_at timestamptz not null,
  subject text not null,
  size_bytes integer not null,
  key_version integer not null,
  sealed bytea not null
);
alter table raw_body alter column sealed set storage external;
create index raw_body_subject on raw_body (subject, id) where subject <> '';
`,
  },
  {
    // An order's body is some 4 kB: moved out of its row it is written as three rows with entries in another index, for nothing, since bodies are
    // read one by one. Only what does not fit a page is moved out. Rows from before stay where they are.
    name: '0000_raw_bodies_in_place',
    sql: 'alter table raw_body set (toast_tuple_target = 8160)',
  },
] as const;

const KEY_VERSION = 1;
const COLUMNS = 'id, direction, system, operation, content_type, received_at, subject, size_bytes, sealed';
/** What is not text by itself travels as text and is read by Postgres: the driver goes over each element of another array several times. */
const GIVEN = 'id::uuid, direction, system, operation, content_type, received_at::timestamptz, subject, size_bytes::int, sealed';

export function createRawArchive(options: {
  readonly pool: Pool;
  readonly masterKey: Buffer;
  /** Context name of the owner; binds key and references to it. */
  readonly context: string;
  readonly allowed: AllowList;
}): RawArchive {
  const seal = createSeal(options.masterKey, `raw:${options.context}:${KEY_VERSION}`);

  const readMany = async (ids: readonly string[], tx: Pick<Tx, 'query'> = options.pool): Promise<readonly RawRecord[]> => {
    const { rows } = await tx.query<RawRow>(
      `select r.*, coalesce((select p.id::text from raw_body p where p.subject <> '' and p.subject = r.subject and p.system = r.system
                               and p.direction = r.direction and p.id < r.id order by p.id desc limit 1), '') as previous_id
         from raw_body r where r.id = any($1::uuid[])`,
      [ids.filter((id) => isUuid(id))],
    );
    return rows.map((row) => ({
      id: row.id,
      direction: row.direction,
      system: row.system,
      operation: row.operation,
      contentType: row.content_type,
      receivedAt: row.received_at,
      subject: row.subject,
      sizeBytes: row.size_bytes,
      previousId: row.previous_id,
      body: seal.open(row.sealed, row.id),
    }));
  };

  const insertOf: RawArchive['insertOf'] = (raws, first, where = 'true') => {
    const arrays = [...Array.from({ length: 8 }, (_, index) => `$${first + index}::text[]`), `$${first + 8}::bytea[]`].join(', ');
    return {
      text: `insert into raw_body (${COLUMNS}, key_version) select ${COLUMNS}, ${KEY_VERSION}
               from (select ${GIVEN} from unnest(${arrays}) as t (${COLUMNS})) as t where ${where}`,
      values: [
        raws.map((raw) => raw.id),
        raws.map((raw) => raw.direction),
        raws.map((raw) => raw.system),
        raws.map((raw) => raw.operation),
        raws.map((raw) => raw.contentType),
        raws.map((raw) => raw.receivedAt.toISOString()),
        raws.map((raw) => raw.subject),
        raws.map((raw) => String(raw.body.length)),
        raws.map((raw) => seal.close(raw.body, raw.id)),
      ],
    };
  };

  return {
    insertOf,
    save: async (tx, raws) => {
      if (raws.length === 0) return [];
      const named = raws.map((raw) => ({ ...raw, id: raw.id ?? newId() }));
      const { text, values } = insertOf(named, 1);
      await tx.query(text, [...values]);
      return named.map((raw) => raw.id);
    },
    read: async (id) => (await readMany([id]))[0],
    readMany,
    redacted: (record) => redact(record.body, record.contentType, options.allowed),
    refOf: (id) => `${options.context}/${id}`,
  };
}

interface RawRow {
  readonly id: string;
  readonly direction: RawDirection;
  readonly system: string;
  readonly operation: string;
  readonly content_type: string;
  readonly received_at: Date;
  readonly subject: string;
  readonly size_bytes: number;
  readonly previous_id: string;
  readonly sealed: Buffer;
}
