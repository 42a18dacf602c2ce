import { pathState, shareOf, type PathNote, type PathState } from '../domain/drift.ts';
import { readPath } from '../domain/json-pointer.ts';
import type { CompiledMapping } from '../domain/mapping.ts';
import { readFields, text } from '../domain/interpret-order.ts';
import { suggestSkus, type SkuSuggestion, type StrangeSku } from '../domain/suggest-skus.ts';
import { shapeOf, suggestWires, type WireSuggestion } from '../domain/suggest-wires.ts';
import { heldOf, heldRef, kindOf, mappingName, openSamples, shopIdsOf, systemOf, type DeskDeps } from './mapping-samples.ts';
import type { PublishedMapping } from './mappings.ts';
import { findersOf } from './test-mapping.ts';

const COMPARED = 20;

export interface PayloadPath extends PathNote {
  readonly state: PathState;
  readonly share: number;
  /** Canonical fields that read it. */
  readonly usedBy: readonly string[];
}

/** Every path that the system's payloads have had, with what is new since a version and what is gone. */
export async function payloadPaths(deps: DeskDeps, published: PublishedMapping, since: Date): Promise<readonly PayloadPath[]> {
  const { notes, samples } = await deps.desk.shapes(systemOf(published.name), kindOf(published.name));
  const users = new Map<string, string[]>();
  for (const rule of published.rules)
    for (const source of rule.sources) users.set(shapeOf(source), [...(users.get(shapeOf(source)) ?? []), rule.target]);
  return notes.map((note) => ({
    ...note,
    state: pathState(note, samples, since),
    share: shareOf(note),
    usedBy: users.get(note.path) ?? [],
  }));
}

/** Wires for fields that the platform seems to have renamed: held payloads against understood ones, else newer ones against older ones. */
export async function mappingSuggestions(deps: DeskDeps, system: string): Promise<readonly WireSuggestion[]> {
  const name = mappingName(system);
  const published = await deps.mappings.published(name);
  if (published === undefined) return [];
  const shopIds = shopIdsOf(deps, name);
  const held = (await heldOf(deps, name)).filter((entry) => entry.reason !== 'UNMAPPED_SKU');
  const { understood, fresh } = held.length > 0 ? await heldAgainstUnderstood() : await newAgainstOld(published);
  return suggestWires({ rules: published.rules, understood, fresh });

  async function heldAgainstUnderstood() {
    const newest = await deps.desk.understood(shopIds, kindOf(name), COMPARED, undefined);
    return {
      understood: documentsOf(await openSamples(deps, newest)),
      fresh: documentsOf(await openSamples(deps, held.slice(-COMPARED).map(heldRef))),
    };
  }

  async function newAgainstOld(mapping: PublishedMapping) {
    const gone = (await payloadPaths(deps, mapping, mapping.publishedAt)).filter(
      ({ state, usedBy, lastSeenAt }) => state === 'VANISHED' && usedBy.length > 0 && lastSeenAt !== undefined,
    );
    const turnedAt = gone.flatMap(({ lastSeenAt }) => (lastSeenAt === undefined ? [] : [lastSeenAt.getTime()]));
    if (turnedAt.length === 0) return { understood: [], fresh: [] };
    const before = await deps.desk.understood(shopIds, kindOf(name), COMPARED, new Date(Math.min(...turnedAt)));
    const since = await deps.desk.understood(shopIds, kindOf(name), COMPARED, undefined);
    return {
      understood: documentsOf(await openSamples(deps, before)),
      fresh: documentsOf(
        await openSamples(
          deps,
          since.filter((ref) => ref.at.getTime() > Math.max(...turnedAt)),
        ),
      ),
    };
  }
}

function documentsOf(samples: readonly { readonly document: unknown }[]): readonly unknown[] {
  return samples.map(({ document }) => document);
}

export interface UnboundSku extends StrangeSku {
  readonly shopId: string;
  readonly held: number;
  readonly entryIds: readonly string[];
  readonly suggestions: readonly SkuSuggestion[];
}

/** Platform SKUs that hold orders because nobody bound them, those that hold most first. */
export async function unboundSkus(deps: DeskDeps): Promise<readonly UnboundSku[]> {
  const strangers = new Map<string, { readonly sku: StrangeSku; readonly shopId: string; readonly entryIds: Set<string> }>();
  for (const system of new Set([...deps.channels.values()].map(({ shop }) => shop.system))) {
    const name = mappingName(system);
    const mapping = await deps.mappings.current(name);
    const held = (await heldOf(deps, name)).filter((entry) => entry.reason === 'UNMAPPED_SKU');
    const finders = await findersOf(deps, held);
    for (let from = 0; from < held.length; from += 100) {
      for (const sample of await openSamples(deps, held.slice(from, from + 100).map(heldRef))) {
        for (const sku of skusOf(sample.document, mapping)) {
          if (finders.get(sample.shopId)?.(sku.platformSku, sku.merchantCode) !== undefined) continue;
          const key = `${sample.shopId} ${sku.platformSku}`;
          const known = strangers.get(key) ?? { sku, shopId: sample.shopId, entryIds: new Set<string>() };
          strangers.set(key, known);
          if (sample.held !== undefined) known.entryIds.add(sample.held.id);
        }
      }
    }
  }
  if (strangers.size === 0) return [];
  const [products, bindings] = [await deps.desk.products(), await deps.desk.bindings()];
  return [...strangers.values()]
    .map(({ sku, shopId, entryIds }) => {
      const elsewhere = new Map(bindings.filter((one) => one.shopId !== shopId).map((one) => [one.platformSku, one.sku]));
      return { ...sku, shopId, held: entryIds.size, entryIds: [...entryIds], suggestions: suggestSkus(sku, products, elsewhere) };
    })
    .toSorted((a, b) => b.held - a.held || (a.platformSku < b.platformSku ? -1 : 1));
}

function skusOf(document: unknown, mapping: CompiledMapping): readonly StrangeSku[] {
  const list = mapping.listPaths.map((path) => readPath(document, path)).find((found) => Array.isArray(found));
  if (!Array.isArray(list)) return [];
  return list.map((line: unknown) => {
    const { values } = readFields(line, mapping.lines);
    return { platformSku: text(values, 'platformSkuId'), merchantCode: text(values, 'merchantCode'), title: text(values, 'title') };
  });
}
