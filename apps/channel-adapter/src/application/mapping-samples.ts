import type { PathNote } from '../domain/drift.ts';
import type { KnownProduct } from '../domain/suggest-skus.ts';
import type { PublishedMapping } from './mappings.ts';
import { UNKNOWN_NUMBER } from './quarantine-events.ts';
import type { ReplayDeps } from './replay-quarantine.ts';
import type { QuarantineEntry } from './stores.ts';

/** Where a stored payload lies. */
export interface SampleRef {
  readonly rawId: string;
  readonly shopId: string;
  readonly platformNo: string;
  readonly at: Date;
}

export interface SkuBinding {
  readonly shopId: string;
  readonly platformSku: string;
  readonly sku: string;
  readonly boundAt: Date;
  readonly boundBy: string;
}

/** What the mapping desk reads beside the mappings themselves. */
export interface MappingDeskReads {
  /** Payloads that were understood, newest first; `before` leaves out what came later. */
  understood(shopIds: readonly string[], kind: MappingKind, limit: number, before: Date | undefined): Promise<readonly SampleRef[]>;
  shapes(system: string, kind: MappingKind): Promise<{ readonly notes: readonly PathNote[]; readonly samples: number }>;
  /** All versions, newest first. */
  versions(name: string): Promise<readonly PublishedMapping[]>;
  products(): Promise<readonly KnownProduct[]>;
  bindings(): Promise<readonly SkuBinding[]>;
}

export interface DeskDeps extends ReplayDeps {
  readonly desk: MappingDeskReads;
  /** Fields of payloads that people may see. */
  readonly harmless: ReadonlySet<string>;
}

export type MappingKind = 'order' | 'refund';

/** A stored payload, opened in memory only. */
export interface Sample extends SampleRef {
  readonly held: QuarantineEntry | undefined;
  readonly document: unknown;
}

/** `douyin` means its order mapping; `douyin-refund` the other one. */
export function mappingName(system: string): string {
  return system.endsWith('-order') || system.endsWith('-refund') ? system : `${system}-order`;
}

export function kindOf(name: string): MappingKind {
  return name.endsWith('-refund') ? 'refund' : 'order';
}

export function systemOf(name: string): string {
  return name.replace(/-(order|refund)$/, '');
}

export function shopIdsOf(deps: ReplayDeps, name: string): readonly string[] {
  return [...deps.channels.values()].filter(({ shop }) => shop.system === systemOf(name)).map(({ shop }) => shop.id);
}

/** What is held of this kind and can be interpreted again from its stored body. */
export async function heldOf(deps: ReplayDeps, name: string): Promise<readonly QuarantineEntry[]> {
  const shopIds = shopIdsOf(deps, name);
  if (shopIds.length === 0) return [];
  const kind = kindOf(name) === 'order' ? 'ORDER' : 'REFUND';
  const entries = await deps.quarantine.open({ shopIds });
  return entries.filter((entry) => entry.kind === kind && entry.detail !== UNKNOWN_NUMBER);
}

export async function openSamples(
  deps: DeskDeps,
  refs: readonly (SampleRef & { readonly held?: QuarantineEntry })[],
): Promise<readonly Sample[]> {
  const bodies = new Map((await deps.archive.readMany(refs.map((ref) => ref.rawId))).map((raw) => [raw.id, raw]));
  return refs.flatMap((ref) => {
    const raw = bodies.get(ref.rawId);
    const channel = deps.channels.get(ref.shopId);
    if (raw === undefined || channel === undefined) return [];
    const { rawId, shopId, platformNo } = ref;
    return [{ rawId, shopId, platformNo, at: raw.receivedAt, held: ref.held, document: channel.documentOf(raw.body) }];
  });
}

export function heldRef(entry: QuarantineEntry): SampleRef & { readonly held: QuarantineEntry } {
  return { rawId: entry.rawId, shopId: entry.shopId, platformNo: entry.platformNo, at: new Date(0), held: entry };
}
