import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';

/** The documents that our own clients registered at their build: id -> text. No file, no trusted documents. */
export function readTrustedDocuments(path: string): ReadonlyMap<string, string> {
  if (!existsSync(path)) return new Map();
  return new Map(Object.entries(z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(path, 'utf8')))));
}
