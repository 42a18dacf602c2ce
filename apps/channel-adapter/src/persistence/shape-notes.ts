import type { Logger } from '@orderloom/service-runtime';
import type { Pool } from 'pg';
import { payloadShape } from '../domain/payload-shape.ts';

export interface ShapeNotes {
  note(system: string, kind: string, document: unknown): void;
  /** Writes down what was counted since the last time. */
  flush(): Promise<void>;
  stop(): Promise<void>;
}

/** A system's first payloads teach its form; a path that comes after that is drift (ING-13). */
const LEARNING_MS = 3_600_000;
const EVERY_MS = 250;
const FLUSH_MS = 5_000;

interface Tally {
  readonly system: string;
  readonly kind: string;
  samples: number;
  readonly paths: Map<string, number>;
}

/** Remembers every path and type that a platform's payloads have had, how often, and tells when a new one appears. Looks at samples only. */
export async function createShapeNotes(options: {
  readonly pool: Pool;
  readonly log: Logger;
  readonly onDrift: (system: string, paths: number) => void;
}): Promise<ShapeNotes> {
  const known = new Map<string, Set<string>>();
  const since = new Map<string, number>();
  const lookedAt = new Map<string, number>();
  let tallies = new Map<string, Tally>();
  const { rows } = await options.pool.query<{ name: string; path: string; first_seen_at: Date }>(
    "select system || ' ' || kind as name, path, first_seen_at from payload_shape",
  );
  for (const row of rows) {
    const paths = known.get(row.name) ?? new Set<string>();
    known.set(row.name, paths.add(row.path));
    since.set(row.name, Math.min(since.get(row.name) ?? Infinity, row.first_seen_at.getTime()));
  }

  const flush = async (): Promise<void> => {
    const counted = [...tallies.values()];
    tallies = new Map();
    for (const tally of counted) await write(options.pool, tally, new Date());
  };
  const timer = setInterval(
    () => void flush().catch((error: unknown) => options.log.warn({ err: error }, 'shape not noted')),
    FLUSH_MS,
  ).unref();

  return {
    note: (system, kind, document) => {
      const name = `${system} ${kind}`;
      const now = Date.now();
      if (now - (lookedAt.get(name) ?? 0) < EVERY_MS) return;
      lookedAt.set(name, now);
      const shape = payloadShape(document);
      const tally = tallies.get(name) ?? { system, kind, samples: 0, paths: new Map<string, number>() };
      tallies.set(name, tally);
      tally.samples += 1;
      for (const path of shape) tally.paths.set(path, (tally.paths.get(path) ?? 0) + 1);

      const paths = known.get(name) ?? new Set<string>();
      known.set(name, paths);
      const fresh = [...shape].filter((path) => !paths.has(path));
      if (fresh.length === 0) return;
      for (const path of fresh) paths.add(path);
      const begun = since.get(name) ?? now;
      since.set(name, begun);
      if (now - begun <= LEARNING_MS) return;
      options.onDrift(system, fresh.length);
      options.log.warn({ system, kind, paths: fresh.slice(0, 20) }, 'payload drift');
    },
    flush,
    stop: async () => {
      clearInterval(timer);
      await flush().catch((error: unknown) => options.log.warn({ err: error }, 'shape not noted'));
    },
  };
}

async function write(pool: Pool, tally: Tally, now: Date): Promise<void> {
  await pool.query(
    `with counted as (
       insert into payload_sample as s (system, kind, samples) values ($1, $2, $3)
       on conflict (system, kind) do update set samples = s.samples + excluded.samples returning samples)
     insert into payload_shape as p (system, kind, path, first_seen_at, last_seen_at, seen, first_sample, last_sample)
     select $1, $2, path, $6, $6, seen, samples - $3, samples from unnest($4::text[], $5::int[]) as t (path, seen), counted order by path
     on conflict (system, kind, path) do update
       set seen = p.seen + excluded.seen, last_seen_at = excluded.last_seen_at, last_sample = excluded.last_sample,
           first_sample = case when p.seen = 0 then excluded.first_sample else p.first_sample end`,
    [tally.system, tally.kind, tally.samples, [...tally.paths.keys()], [...tally.paths.values()], now],
  );
}
