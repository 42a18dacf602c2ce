import type { TowerContext } from '../../context.ts';

export async function rawPayload(_parent: unknown, args: { readonly ref: string }, context: TowerContext) {
  const raw = await context.rawArchives.read(args.ref);
  if (raw === undefined) return null;
  const [owner] = args.ref.split('/', 1);
  return {
    ref: args.ref,
    direction: raw.direction,
    system: raw.system,
    operation: raw.operation,
    contentType: raw.contentType,
    body: raw.redactedBody,
    sizeBytes: raw.sizeBytes,
    receivedAt: raw.receivedAt,
    previousRef: raw.previousRawId === '' ? null : `${owner}/${raw.previousRawId}`,
  };
}
