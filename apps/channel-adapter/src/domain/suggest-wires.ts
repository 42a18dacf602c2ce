import type { MappingRule } from './mapping.ts';
import { likeness, printsOf, type ValuePrint } from './value-print.ts';

export type WireReason = 'SAME_PLACE' | 'NAME_ALIKE' | 'VALUES_ALIKE' | 'TAKES_TURNS';

/** A field that vanished, and the one that seems to be it under another name. */
export interface WireSuggestion {
  readonly target: string;
  readonly from: string;
  readonly to: string;
  /** 0 to 1. */
  readonly confidence: number;
  readonly reasons: readonly WireReason[];
}

/** A path is gone when at most this share of the fresh documents has it, though most of the old ones had it. */
const GONE = 0.05;
const USUAL = 0.5;
const SURE_ENOUGH = 0.6;

/**
 * Compares documents that were understood with those that came after (held ones, or simply newer ones), and names for each field of a
 * rule that vanished the field that appeared in its stead: same type, alike in place, name and values, present where the other is not.
 */
export function suggestWires(asked: {
  readonly rules: readonly MappingRule[];
  readonly understood: readonly unknown[];
  readonly fresh: readonly unknown[];
}): readonly WireSuggestion[] {
  if (asked.understood.length === 0 || asked.fresh.length === 0) return [];
  const [before, after] = [printsOf(asked.understood), printsOf(asked.fresh)];
  const used = new Set(asked.rules.flatMap((rule) => rule.sources.map(shapeOf)));
  const appeared = [...after].filter(([path, print]) => !used.has(path) && print.share > GONE && (before.get(path)?.share ?? 0) <= GONE);
  const wires = asked.rules
    .flatMap((rule) => rule.sources.map((source) => ({ rule, source })))
    .flatMap(({ rule, source }) => {
      const old = before.get(shapeOf(source));
      if (old === undefined || old.share < USUAL || (after.get(shapeOf(source))?.share ?? 0) > GONE) return [];
      return appeared.flatMap(([path, print]) => wireOf(rule, source, { path, print, old }));
    });
  return oneToOne(wires);
}

/** The path of a pointer as payload shapes write it: any position of a list is `*`. */
export function shapeOf(pointer: string): string {
  return pointer.replaceAll(/\/\d+(?=\/|$)/g, '/*');
}

function wireOf(
  rule: MappingRule,
  source: string,
  seen: { readonly path: string; readonly print: ValuePrint; readonly old: ValuePrint },
): readonly WireSuggestion[] {
  const [place, name] = split(shapeOf(source));
  const [newPlace, newName] = split(seen.path);
  // A rule of lines reads inside its list, one of the whole document outside of any.
  if (place.split('*').length !== newPlace.split('*').length) return [];
  const values = likeness(seen.old, seen.print);
  if (values === 0) return [];
  const samePlace = place === newPlace;
  const names = nameLikeness(name, newName);
  const turns = Math.max(0, 1 - Math.abs(seen.old.share - seen.print.share));
  const confidence = names * 0.35 + values * 0.25 + (samePlace ? 0.2 : 0) + turns * 0.2;
  const reasons: WireReason[] = [];
  if (samePlace) reasons.push('SAME_PLACE');
  if (names >= 0.5) reasons.push('NAME_ALIKE');
  if (values >= 0.7) reasons.push('VALUES_ALIKE');
  if (turns >= 0.9) reasons.push('TAKES_TURNS');
  const to = pointerLike(source, seen.path);
  return confidence >= SURE_ENOUGH ? [{ target: rule.target, from: source, to, confidence, reasons }] : [];
}

/** The best first; no target twice, and no old field becomes two new ones. */
function oneToOne(wires: readonly WireSuggestion[]): readonly WireSuggestion[] {
  const targets = new Set<string>();
  const taken = new Map<string, string>();
  const chosen: WireSuggestion[] = [];
  for (const wire of wires.toSorted((a, b) => b.confidence - a.confidence)) {
    const [from, to] = [shapeOf(wire.from), shapeOf(wire.to)];
    if (targets.has(wire.target) || (taken.get(to) ?? from) !== from) continue;
    targets.add(wire.target);
    taken.set(to, from);
    chosen.push(wire);
  }
  return chosen;
}

function split(path: string): readonly [place: string, name: string] {
  const at = path.lastIndexOf('/');
  return [path.slice(0, at), path.slice(at + 1)];
}

/** A rule that read the first of a list reads the first of it again. */
function pointerLike(source: string, path: string): string {
  const positions = [...source.matchAll(/\/(\d+|\*)(?=\/|$)/g)].map((match) => match[1] ?? '*');
  let nth = 0;
  return path.replaceAll(/\/\*(?=\/|$)/g, () => `/${positions[nth++] ?? '*'}`);
}

/** 0 to 1: common words of the names, or common pairs of letters, whichever says more. */
export function nameLikeness(one: string, other: string): number {
  const [a, b] = [one.toLowerCase(), other.toLowerCase()];
  if (a.replaceAll('_', '') === b.replaceAll('_', '')) return 1;
  return Math.max(dice(pairs(a), pairs(b)), dice(words(one), words(other)));
}

function words(name: string): readonly string[] {
  return name
    .replaceAll(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[_.\-]+/)
    .filter((word) => word !== '' && !/^v?\d+$/.test(word))
    .map((word) => word.replace(/(ed|s|id)$/, ''));
}

function pairs(name: string): readonly string[] {
  return Array.from({ length: Math.max(0, name.length - 1) }, (_, at) => name.slice(at, at + 2));
}

function dice(one: readonly string[], other: readonly string[]): number {
  if (one.length === 0 || other.length === 0) return 0;
  const left = [...other];
  const common = one.filter((part) => {
    const at = left.indexOf(part);
    if (at !== -1) left.splice(at, 1);
    return at !== -1;
  });
  return (2 * common.length) / (one.length + other.length);
}
