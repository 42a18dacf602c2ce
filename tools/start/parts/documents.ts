import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { ownDocuments } from '../own-documents.ts';
import { fromRoot } from '../paths.ts';

/** The id under which the gateway knows a document. */
export function documentId(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Writes down what our own programs ask, and names all files of documents that the gateway is to read. */
export function registerDocuments(dataDir: string, texts: readonly string[]): string {
  const own = join(dataDir, 'documents.json');
  const all = [...Object.values(ownDocuments), ...texts];
  writeFileSync(own, JSON.stringify(Object.fromEntries(all.map((text) => [documentId(text), text])), undefined, 2));
  const committed = [fromRoot('apps', 'command-center', 'trusted-documents.json'), fromRoot('apps', 'gateway', 'runbook-documents.json')];
  return [...committed, own].join(delimiter);
}
