import { orderShape } from '../domain/canonical-order.ts';
import { interpretOrder, type FindProduct } from '../domain/interpret-order.ts';
import { interpretRefund, refundShape } from '../domain/interpret-refund.ts';
import { mappingProblems, type MappingProblem } from '../domain/mapping-problems.ts';
import { compileMapping, type CompiledMapping, type MappingRule, type Shape } from '../domain/mapping.ts';
import type { Trouble } from '../domain/read-value.ts';
import { traceFields, type FieldTrace } from '../domain/trace-rule.ts';
import { heldOf, heldRef, kindOf, mappingName, openSamples, shopIdsOf, type DeskDeps, type Sample } from './mapping-samples.ts';
import type { QuarantineEntry } from './stores.ts';

/** One payload under the draft, beside what the published version makes of it. */
export interface SampleVerdict {
  readonly sample: Sample;
  readonly before: Trouble | undefined;
  readonly after: Trouble | undefined;
  readonly changed: readonly string[];
}

export interface FieldComparison {
  readonly target: string;
  readonly before: FieldTrace | undefined;
  readonly after: FieldTrace | undefined;
  readonly changed: boolean;
}

export interface MappingTest {
  readonly problems: readonly MappingProblem[];
  readonly samples: readonly SampleVerdict[];
  /** The fields of one payload. */
  readonly shown: { readonly sample: Sample; readonly fields: readonly FieldComparison[] } | undefined;
}

const SAMPLES = 20;
const HELD_AMONG = 8;
/** A screen waits for the answer. */
const TRIED = 1_000;

export function shapeOfMapping(name: string): Shape {
  return kindOf(name) === 'order' ? orderShape : refundShape;
}

/** Reads the newest stored payloads by a draft and by the published version. Writes nothing. */
export async function testMapping(
  deps: DeskDeps,
  asked: { readonly system: string; readonly rules: readonly MappingRule[]; readonly shownRawId: string | undefined },
): Promise<MappingTest> {
  const name = mappingName(asked.system);
  const published = await deps.mappings.current(name);
  const draft = compileMapping({ name, version: published.mapping.version + 1, rules: asked.rules });
  const samples = await newestSamples(deps, name);
  const finders = await findersOf(deps, samples);
  const verdicts = samples.map((sample): SampleVerdict => {
    const finder = finders.get(sample.shopId);
    const fields = compare(sample, published, draft, deps.harmless);
    return {
      sample,
      before: troubleOf(name, sample.document, published, finder),
      after: troubleOf(name, sample.document, draft, finder),
      changed: fields.filter(({ changed }) => changed).map(({ target }) => target),
    };
  });
  // The one that tells most: still in trouble, else changed, else the newest.
  const shown =
    verdicts.find(({ sample }) => sample.rawId === asked.shownRawId) ??
    verdicts.find(({ after }) => after !== undefined) ??
    verdicts.find(({ changed }) => changed.length > 0) ??
    verdicts[0];
  return {
    problems: mappingProblems(asked.rules, shapeOfMapping(name)),
    samples: verdicts,
    shown: shown === undefined ? undefined : { sample: shown.sample, fields: compare(shown.sample, published, draft, deps.harmless) },
  };
}

async function newestSamples(deps: DeskDeps, name: string): Promise<readonly Sample[]> {
  const held = (await heldOf(deps, name)).toReversed().slice(0, HELD_AMONG).map(heldRef);
  const rest = await deps.desk.understood(shopIdsOf(deps, name), kindOf(name), SAMPLES - held.length, undefined);
  return openSamples(deps, [...held, ...rest]);
}

export async function findersOf(deps: DeskDeps, of: readonly { readonly shopId: string }[]): Promise<ReadonlyMap<string, FindProduct>> {
  const finders = new Map<string, FindProduct>();
  for (const shopId of new Set(of.map((one) => one.shopId))) finders.set(shopId, await deps.catalogue.finder(shopId));
  return finders;
}

export function troubleOf(name: string, document: unknown, mapping: CompiledMapping, finder: FindProduct | undefined): Trouble | undefined {
  const reading =
    kindOf(name) === 'order' ? interpretOrder(document, mapping, finder ?? (() => undefined)) : interpretRefund(document, mapping);
  return reading.kind === 'trouble' ? reading.trouble : undefined;
}

function compare(
  sample: Sample,
  published: CompiledMapping,
  draft: CompiledMapping,
  harmless: ReadonlySet<string>,
): readonly FieldComparison[] {
  const before = new Map(traceFields(sample.document, published, harmless).map((trace) => [trace.target, trace]));
  const after = new Map(traceFields(sample.document, draft, harmless).map((trace) => [trace.target, trace]));
  return [...new Set([...after.keys(), ...before.keys()])].map((target) => {
    const [was, is] = [before.get(target), after.get(target)];
    return { target, before: was, after: is, changed: told(was) !== told(is) };
  });
}

function told(trace: FieldTrace | undefined): string {
  return trace === undefined
    ? ''
    : `${trace.value}|${trace.trouble?.reason ?? ''}|${trace.defaulted}|${trace.value === '' ? '' : trace.found}`;
}

export interface TrialEntry {
  readonly entry: QuarantineEntry;
  /** Why it would still be held; undefined when it would go through. */
  readonly trouble: Trouble | undefined;
}

/** What of the quarantine a draft would let through: nothing is written. Of a great quarantine the oldest are tried. */
export async function tryQuarantine(
  deps: DeskDeps,
  asked: { readonly system: string; readonly rules: readonly MappingRule[] },
): Promise<readonly TrialEntry[]> {
  const name = mappingName(asked.system);
  const draft = compileMapping({ name, version: 0, rules: asked.rules });
  const entries = (await heldOf(deps, name)).slice(0, TRIED);
  const finders = await findersOf(deps, entries);
  const tried: TrialEntry[] = [];
  // Bodies are opened by the hundred: a big quarantine must not stand in memory at once.
  for (let from = 0; from < entries.length; from += 100) {
    const samples = await openSamples(deps, entries.slice(from, from + 100).map(heldRef));
    for (const { held, document, shopId } of samples)
      if (held !== undefined) tried.push({ entry: held, trouble: troubleOf(name, document, draft, finders.get(shopId)) });
  }
  return tried;
}
