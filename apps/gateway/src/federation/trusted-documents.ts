import { existsSync, readFileSync } from 'node:fs';
import { delimiter } from 'node:path';
import { z } from 'zod';

/** The documents that our own clients registered: id -> text, out of files with a path separator between them. A file that is not there has none. */
export function readTrustedDocuments(paths: string): ReadonlyMap<string, string> {
  const files = paths.split(delimiter).filter((path) => existsSync(path));
  return new Map(files.flatMap((path) => Object.entries(z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(path, 'utf8'))))));
}
