import { newId, type Tx } from '@orderloom/outbox';
import type { Pool } from 'pg';
import { validate as isUuid } from 'uuid';
import { groupsOf, pack, unpack } from './pack.ts';
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

type NamedRaw = NewRaw & { readonly id: string };

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
  /** The statement that saves these bodies, sealed whole, many in one piece; its parameters begin at `first`, and `where` (over `id`) may leave some out. */
  insertOf(raws: readonly NamedRaw[], first: number, where?: string): RawInsert;
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
  {
    // Bodies that were saved together lie sealed in the row of the first of them, which all of them name. Rows from before name none.
    name: '0000_raw_packs',
    sql: 'alter table raw_body add column pack uuid',
  },
] as const;

const KEY_VERSION = 1;
const COLUMNS = 'id, direction, system, operation, content_type, received_at, subject, size_bytes, pack, sealed';
/** What is not text by itself travels as text and is read by Postgres: the driver goes over each element of another array several times. */
const GIVEN = `id::uuid, direction, system, operation, content_type, received_at::timestamptz, subject, size_bytes::int, nullif(pack, '')::uuid as pack, sealed`;
/** Of a body in a pack its own row has no bytes, unless it is the one that carries it. */
const READ = `id, direction, system, operation, content_type, received_at, subject, size_bytes, pack, case when pack is null then sealed end as sealed`;

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
         from (select ${READ} from raw_body where id = any($1::uuid[])) r`,
      [ids.filter((id) => isUuid(id))],
    );
    const packs = await openPacks([...new Set(rows.flatMap((row) => row.pack ?? []))], tx);
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
      body: row.sealed === null ? bodyIn(packs, row) : seal.open(row.sealed, row.id),
    }));
  };

  const openPacks = async (ids: readonly string[], tx: Pick<Tx, 'query'>): Promise<ReadonlyMap<string, ReadonlyMap<string, Buffer>>> => {
    if (ids.length === 0) return new Map();
    const { rows } = await tx.query<{ readonly id: string; readonly sealed: Buffer }>(
      'select id, sealed from raw_body where id = any($1::uuid[])',
      [ids],
    );
    return new Map(rows.map((row) => [row.id, unpack(seal.open(row.sealed, packContext(row.id)))]));
  };

  /** Each body's sealed bytes, and the pack that it lies in. */
  const sealAll = (raws: readonly NamedRaw[]): readonly Sealed[] =>
    groupsOf(raws).flatMap((group) => {
      const [first, ...others] = group;
      if (first === undefined) return [];
      if (others.length === 0) return [{ raw: first, pack: '', sealed: seal.close(first.body, first.id) }];
      const carried = { raw: first, pack: first.id, sealed: seal.close(pack(group), packContext(first.id)) };
      return [carried, ...others.map((raw) => ({ raw, pack: first.id, sealed: EMPTY }))];
    });

  const insertOf: RawArchive['insertOf'] = (raws, first, where) => {
    const arrays = [...Array.from({ length: 9 }, (_, index) => `$${first + index}::text[]`), `$${first + 9}::bytea[]`].join(', ');
    // Of what may be left out nothing must carry the others.
    const rows = where === undefined ? sealAll(raws) : raws.map((raw) => ({ raw, pack: '', sealed: seal.close(raw.body, raw.id) }));
    return {
      text: `insert into raw_body (${COLUMNS}, key_version) select ${COLUMNS}, ${KEY_VERSION}
               from (select ${GIVEN} from unnest(${arrays}) as t (${COLUMNS})) as t where ${where ?? 'true'}`,
      values: [
        rows.map(({ raw }) => raw.id),
        rows.map(({ raw }) => raw.direction),
        rows.map(({ raw }) => raw.system),
        rows.map(({ raw }) => raw.operation),
        rows.map(({ raw }) => raw.contentType),
        rows.map(({ raw }) => raw.receivedAt.toISOString()),
        rows.map(({ raw }) => raw.subject),
        rows.map(({ raw }) => String(raw.body.length)),
        rows.map((row) => row.pack),
        rows.map((row) => row.sealed),
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

const EMPTY = Buffer.alloc(0);

interface Sealed {
  readonly raw: NamedRaw;
  readonly pack: string;
  readonly sealed: Buffer;
}

/** So that a pack is never taken for the body of the row that carries it. */
function packContext(id: string): string {
  return `pack ${id}`;
}

/** Its id stands inside the seal: a row that was made to name another pack finds nothing there. */
function bodyIn(packs: ReadonlyMap<string, ReadonlyMap<string, Buffer>>, row: RawRow): Buffer {
  const body = packs.get(row.pack ?? '')?.get(row.id);
  if (body === undefined) throw new Error(`raw body ${row.id} is not in its pack`);
  return body;
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
  readonly pack: string | null;
  /** Null of a body in a pack. */
  readonly sealed: Buffer | null;
}
