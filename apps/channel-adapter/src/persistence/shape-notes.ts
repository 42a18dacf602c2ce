import type { Logger } from '@orderloom/service-runtime';
import type { Pool } from 'pg';
import { payloadShape } from '../domain/payload-shape.ts';

export interface ShapeNotes {
  note(system: string, kind: string, document: unknown): void;
}

/** A system's first payloads teach its form; a path that comes after that is drift (ING-13). */
const LEARNING_MS = 3_600_000;
const EVERY_MS = 250;

/** Remembers every path and type that a platform's payloads have had, and tells when a new one appears. Looks at samples only. */
export async function createShapeNotes(options: {
  readonly pool: Pool;
  readonly log: Logger;
  readonly onDrift: (system: string, paths: number) => void;
}): Promise<ShapeNotes> {
  const known = new Map<string, Set<string>>();
  const since = new Map<string, number>();
  const lookedAt = new Map<string, number>();
  const { rows } = await options.pool.query<{ name: string; path: string; first_seen_at: Date }>(
    "select system || ' ' || kind as name, path, first_seen_at from payload_shape",
  );
  for (const row of rows) {
    const paths = known.get(row.name) ?? new Set<string>();
    known.set(row.name, paths.add(row.path));
    since.set(row.name, Math.min(since.get(row.name) ?? Infinity, row.first_seen_at.getTime()));
  }
  return {
    note: (system, kind, document) => {
      const name = `${system} ${kind}`;
      const now = Date.now();
      if (now - (lookedAt.get(name) ?? 0) < EVERY_MS) return;
      lookedAt.set(name, now);
      const paths = known.get(name) ?? new Set<string>();
      known.set(name, paths);
      const fresh = [...payloadShape(document)].filter((path) => !paths.has(path));
      if (fresh.length === 0) return;
      for (const path of fresh) paths.add(path);
      const begun = since.get(name) ?? now;
      since.set(name, begun);
      if (now - begun > LEARNING_MS) {
        options.onDrift(system, fresh.length);
        options.log.warn({ system, kind, paths: fresh.slice(0, 20) }, 'payload drift');
      }
      options.pool
        .query(
          'insert into payload_shape (system, kind, path, first_seen_at) select $1, $2, path, $4 from unnest($3::text[]) as t (path) on conflict do nothing',
          [system, kind, fresh, new Date(now)],
        )
        .catch((error: unknown) => options.log.warn({ err: error }, 'shape not noted'));
    },
  };
}
