/** A node of a parcel's way with its place on the time scale, 0 to 1. */
interface ScaledNode<Node> {
  readonly node: Node;
  readonly at: number;
  readonly time: number;
}

interface RouteScale<Node> {
  readonly nodes: readonly ScaledNode<Node>[];
  /** Where the present stands; undefined once it is signed. */
  readonly now: number | undefined;
  readonly begin: number;
  readonly end: number;
  /** Whether the end is a promise and not yet a fact. */
  readonly expected: boolean;
}

interface ScaleInput<Node> {
  readonly outboundAt?: string | null;
  readonly eta?: string | null;
  readonly signedAt?: string | null;
  readonly nodes: readonly Node[];
}

/** Dots that are nearer than this cannot be hit apart by a finger. */
const least = 0.035;

/** Room for each node of the way that is behind it, and the most that the past may take from a long future. */
const roomOfNode = 0.08;
const mostPast = 0.7;

/**
 * Lays nodes on a line by their times, from leaving the warehouse to the signature or the expected arrival; dots are kept apart.
 * A way that has just begun gets room for what it has to tell: past and future are then two scales, parted by the present.
 */
export const routeScale = <Node extends { readonly reachedAt: string }>(parcel: ScaleInput<Node>, present: number): RouteScale<Node> => {
  const times = parcel.nodes.map((node) => Date.parse(node.reachedAt));
  const begin = Math.min(parcel.outboundAt ? Date.parse(parcel.outboundAt) : (times[0] ?? present), ...times);
  const signed = parcel.signedAt ? Date.parse(parcel.signedAt) : undefined;
  const expected = signed === undefined;
  const end = signed ?? Math.max(parcel.eta ? Date.parse(parcel.eta) : begin, present, ...times);
  const known = Math.max(1, (expected ? Math.max(present, ...times) : end) - begin);
  const past = expected ? Math.max(known / Math.max(1, end - begin), Math.min(mostPast, times.length * roomOfNode)) : 1;
  const raw = parcel.nodes.map((node, index) => {
    const time = times[index] ?? begin;
    return { node, time, at: ((time - begin) / known) * past };
  });
  return {
    nodes: spread(
      raw.toSorted((left, right) => left.time - right.time),
      past,
    ),
    now: expected ? Math.min(1, past) : undefined,
    begin,
    end,
    expected,
  };
};

// Pushed right where they crowd, then back from the present: order is kept, and none leaves what is past.
const spread = <Node>(nodes: readonly ScaledNode<Node>[], limit: number): readonly ScaledNode<Node>[] => {
  const gap = Math.min(least, limit / Math.max(1, nodes.length));
  const right = nodes.reduce<readonly ScaledNode<Node>[]>((before, one) => {
    const last = before.at(-1)?.at;
    return [...before, { ...one, at: last === undefined ? Math.max(0, one.at) : Math.max(one.at, last + gap) }];
  }, []);
  return right.reduceRight<readonly ScaledNode<Node>[]>((after, one) => {
    const next = after[0]?.at;
    return [{ ...one, at: Math.max(0, Math.min(one.at, next === undefined ? limit : next - gap)) }, ...after];
  }, []);
};

/** Which dots get their words on the line: the first, the last, and those between that have room. */
export const named = <Node>(nodes: readonly ScaledNode<Node>[], room: number, placeOf: (node: Node) => string): ReadonlySet<number> => {
  const shown = new Set<number>();
  const fits = (at: number): boolean => [...shown].every((other) => Math.abs((nodes[other]?.at ?? 0) - at) >= room);
  const wanted = [nodes.length - 1, 0, ...nodes.keys()];
  for (const index of wanted) {
    const one = nodes[index];
    if (one === undefined || shown.has(index) || placeOf(one.node) === '') continue;
    const sameBefore = index > 0 && placeOf(nodes[index - 1]?.node ?? one.node) === placeOf(one.node);
    if (fits(one.at) && (!sameBefore || index === nodes.length - 1)) shown.add(index);
  }
  return shown;
};
